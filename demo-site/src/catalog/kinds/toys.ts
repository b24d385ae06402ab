import type { Kind } from '../product.ts';

export const toys: readonly Kind[] = [
  {
    id: 'spinning-top',
    name: { en: 'spinning top', es: 'peonza' },
    plural: { en: 'Spinning tops', es: 'Peonzas' },
    blurb: {
      en: 'Record on the kitchen floor: two minutes and eleven seconds. Your turn.',
      es: 'Récord en el suelo de la cocina: dos minutos y once segundos. Te toca.',
    },
    material: { en: 'Turned beech, natural paint', es: 'Haya torneada, pintura natural' },
    price: [7, 14],
    brands: ['Tres Gatos', 'La Encina'],
    colours: ['tomato', 'sea', 'saffron', 'sage', 'plum'],
  },
  {
    id: 'train',
    name: { en: 'wooden train', es: 'tren de madera' },
    plural: { en: 'Trains', es: 'Trenes' },
    blurb: {
      en: 'Stops wherever somebody says that there’s a station.',
      es: 'Para donde alguien diga que hay estación.',
    },
    material: { en: 'Beech, water-based paint', es: 'Haya, pintura al agua' },
    price: [24, 45],
    brands: ['Tres Gatos', 'La Encina'],
    colours: ['indigo', 'tomato', 'olive', 'honey'],
  },
  {
    id: 'kite',
    name: { en: 'kite', es: 'cometa' },
    plural: { en: 'Kites', es: 'Cometas' },
    blurb: {
      en: 'Up at the first gust, back down only for supper.',
      es: 'Sube a la primera racha y solo baja para cenar.',
    },
    material: { en: 'Ripstop and bamboo, 90 cm', es: 'Tela antidesgarro y bambú, 90 cm' },
    price: [19, 34],
    brands: ['Tres Gatos'],
    colours: ['tomato', 'saffron', 'sea', 'rose', 'indigo'],
  },
  {
    id: 'boat',
    name: { en: 'sailing boat', es: 'barco de vela' },
    plural: { en: 'Boats', es: 'Barcos' },
    blurb: {
      en: 'Proven in bathtubs and on one quite rough fountain.',
      es: 'Probado en bañeras y en una fuente bastante brava.',
    },
    material: { en: 'Pine and cotton sail', es: 'Pino y vela de algodón' },
    price: [16, 30],
    brands: ['Tres Gatos', 'La Encina'],
    colours: ['sea', 'tomato', 'cream', 'indigo', 'sage'],
  },
];
