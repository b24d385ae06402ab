import type { Kind } from '../product.ts';

export const shoes: readonly Kind[] = [
  {
    id: 'espadrille',
    name: { en: 'espadrilles', es: 'alpargatas' },
    plural: { en: 'Flat espadrilles', es: 'Alpargatas planas' },
    blurb: {
      en: 'Two days to break in, three summers to wear out.',
      es: 'Dos días para domarlas, tres veranos para gastarlas.',
    },
    material: { en: 'Cotton canvas, jute sole', es: 'Lona de algodón, suela de yute' },
    price: [29, 49],
    brands: ['Paso Corto'],
    colours: ['indigo', 'tomato', 'cream', 'olive', 'saffron'],
  },
  {
    id: 'wedge',
    name: { en: 'wedge espadrilles', es: 'alpargatas de cuña' },
    plural: { en: 'Wedge espadrilles', es: 'Alpargatas de cuña' },
    blurb: {
      en: 'Seven centimetres taller and still able to dance until they sweep the square.',
      es: 'Siete centímetros más y aun así se baila hasta que barren la plaza.',
    },
    material: { en: 'Cotton ribbons, jute wedge', es: 'Cintas de algodón, cuña de yute' },
    price: [49, 84],
    brands: ['Paso Corto'],
    colours: ['rose', 'charcoal', 'terracotta', 'sea'],
  },
  {
    id: 'slipper',
    name: { en: 'slippers', es: 'zapatillas de casa' },
    plural: { en: 'Slippers', es: 'Zapatillas de casa' },
    blurb: {
      en: 'For cold tiles and slow Sundays. The neighbours below will thank you.',
      es: 'Para baldosas frías y domingos lentos. El vecino de abajo te lo agradecerá.',
    },
    material: { en: 'Boiled wool, rubber sole', es: 'Lana cocida, suela de goma' },
    price: [26, 46],
    brands: ['Paso Corto', 'Sal y Lino'],
    colours: ['sage', 'plum', 'charcoal', 'honey', 'tomato'],
  },
  {
    id: 'sandal',
    name: { en: 'sandals', es: 'abarcas' },
    plural: { en: 'Sandals', es: 'Abarcas' },
    blurb: {
      en: 'Two straps, one sole, nothing to think about until October.',
      es: 'Dos tiras, una suela y nada en que pensar hasta octubre.',
    },
    material: { en: 'Vegetable-tanned leather', es: 'Piel de curtido vegetal' },
    price: [44, 72],
    brands: ['Paso Corto'],
    colours: ['honey', 'charcoal', 'terracotta', 'sea', 'cream'],
  },
];
