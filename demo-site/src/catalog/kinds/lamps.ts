import type { Kind } from '../product.ts';

export const lamps: readonly Kind[] = [
  {
    id: 'table-lamp',
    name: { en: 'table lamp', es: 'lámpara de mesa' },
    plural: { en: 'Table lamps', es: 'Lámparas de mesa' },
    blurb: {
      en: 'A pleated shade on a turned foot: enough light to read, too little to see the dust.',
      es: 'Pantalla plisada y pie torneado: luz para leer, no para ver el polvo.',
    },
    material: { en: 'Linen shade, beech foot, E27', es: 'Pantalla de lino, pie de haya, E27' },
    price: [59, 119],
    brands: ['Faro Chico'],
    colours: ['saffron', 'sage', 'rose', 'indigo', 'cream'],
  },
  {
    id: 'pendant-lamp',
    name: { en: 'pendant lamp', es: 'lámpara de techo' },
    plural: { en: 'Pendant lamps', es: 'Lámparas de techo' },
    blurb: {
      en: 'Hangs low over the table and gathers everybody around the soup.',
      es: 'Cuelga baja sobre la mesa y reúne a todos en torno a la sopa.',
    },
    material: { en: 'Lacquered steel, E27, 38 cm', es: 'Acero lacado, E27, 38 cm' },
    price: [69, 139],
    brands: ['Faro Chico', 'Hierro Dulce'],
    colours: ['tomato', 'olive', 'charcoal', 'sea', 'cream'],
  },
  {
    id: 'lantern',
    name: { en: 'lantern', es: 'farol' },
    plural: { en: 'Lanterns', es: 'Faroles' },
    blurb: {
      en: 'For the terrace, the stairs and every power cut. A candle inside, summer outside.',
      es: 'Para la terraza, la escalera y los apagones. Dentro una vela, fuera el verano.',
    },
    material: { en: 'Iron and glass, 32 cm', es: 'Hierro y vidrio, 32 cm' },
    price: [28, 52],
    brands: ['Hierro Dulce', 'Faro Chico'],
    colours: ['charcoal', 'sage', 'honey', 'tomato'],
  },
  {
    id: 'candle',
    name: { en: 'candle', es: 'vela' },
    plural: { en: 'Candles', es: 'Velas' },
    blurb: {
      en: 'Burns for forty hours and smells of the hour after the rain.',
      es: 'Arde cuarenta horas y huele a la hora después de la lluvia.',
    },
    material: { en: 'Soy wax in a glass, 220 g', es: 'Cera de soja en vaso, 220 g' },
    price: [14, 26],
    brands: ['Faro Chico', 'Sal y Lino'],
    colours: ['rose', 'sage', 'honey', 'plum', 'cream'],
    flavours: {
      rose: { en: 'rose', es: 'rosa' },
      sage: { en: 'sage', es: 'salvia' },
      honey: { en: 'beeswax', es: 'cera de abeja' },
      plum: { en: 'fig', es: 'higuera' },
      cream: { en: 'orange blossom', es: 'azahar' },
    },
  },
];
