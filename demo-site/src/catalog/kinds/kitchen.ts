import type { Kind } from '../product.ts';

export const kitchen: readonly Kind[] = [
  {
    id: 'casserole',
    name: { en: 'casserole', es: 'cazuela' },
    plural: { en: 'Casseroles', es: 'Cazuelas' },
    blurb: {
      en: 'Goes from the flame to the table and keeps the stew warm while everybody argues about football.',
      es: 'Va del fuego a la mesa y mantiene caliente el guiso mientras se discute de fútbol.',
    },
    material: { en: 'Glazed stoneware, 2.4 litres', es: 'Gres esmaltado, 2,4 litros' },
    price: [38, 74],
    brands: ['Barro Viejo', 'Hierro Dulce'],
    colours: ['terracotta', 'indigo', 'olive', 'cream', 'tomato'],
  },
  {
    id: 'frying-pan',
    name: { en: 'frying pan', es: 'sartén' },
    plural: { en: 'Frying pans', es: 'Sartenes' },
    blurb: {
      en: 'Heavy enough for a proper tortilla, light enough to turn it over with one hand and some courage.',
      es: 'Pesa lo justo para una buena tortilla y se deja girar con una mano y algo de valor.',
    },
    material: {
      en: 'Hand-forged iron, oak handle, 24 cm',
      es: 'Hierro forjado a mano, mango de roble, 24 cm',
    },
    price: [32, 64],
    brands: ['Hierro Dulce'],
    colours: ['charcoal', 'tomato', 'sea', 'olive'],
  },
  {
    id: 'mixing-bowl',
    name: { en: 'mixing bowl', es: 'lebrillo' },
    plural: { en: 'Mixing bowls', es: 'Lebrillos' },
    blurb: {
      en: 'The bowl for dough, salad and the whole harvest of cherries. Its rim was made for your hand.',
      es: 'Para la masa, la ensalada y la cosecha entera de cerezas. El borde está hecho a tu mano.',
    },
    material: { en: 'Hand-painted earthenware, 28 cm', es: 'Barro pintado a mano, 28 cm' },
    price: [22, 44],
    brands: ['Barro Viejo'],
    colours: ['indigo', 'saffron', 'sage', 'rose', 'cream'],
  },
  {
    id: 'oil-cruet',
    name: { en: 'oil cruet', es: 'aceitera' },
    plural: { en: 'Oil cruets', es: 'Aceiteras' },
    blurb: {
      en: 'Pours a thin thread and never drips, so the tablecloth lives longer.',
      es: 'Vierte un hilo fino y no gotea: el mantel lo agradece.',
    },
    material: { en: 'Stoneware with cork, 0.4 litres', es: 'Gres con corcho, 0,4 litros' },
    price: [16, 29],
    brands: ['Barro Viejo', 'Huerto Alto'],
    colours: ['olive', 'sea', 'cream', 'saffron'],
  },
];
