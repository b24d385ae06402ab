import type { Kind } from '../product.ts';

export const garden: readonly Kind[] = [
  {
    id: 'watering-can',
    name: { en: 'watering can', es: 'regadera' },
    plural: { en: 'Watering cans', es: 'Regaderas' },
    blurb: {
      en: 'Well balanced, with a fine rose: the basil feels rain, not a flood.',
      es: 'Bien equilibrada y de lluvia fina: la albahaca nota un chaparrón, no una riada.',
    },
    material: { en: 'Galvanised steel, 5 litres', es: 'Acero galvanizado, 5 litros' },
    price: [26, 48],
    brands: ['Hierro Dulce', 'Huerto Alto'],
    colours: ['sage', 'tomato', 'sea', 'saffron', 'charcoal'],
  },
  {
    id: 'flower-pot',
    name: { en: 'flower pot', es: 'maceta' },
    plural: { en: 'Flower pots', es: 'Macetas' },
    blurb: {
      en: 'Breathes, drains and looks better with every winter.',
      es: 'Respira, drena y con cada invierno está más bonita.',
    },
    material: { en: 'Frost-proof terracotta, 22 cm', es: 'Barro resistente a heladas, 22 cm' },
    price: [12, 32],
    brands: ['Barro Viejo'],
    colours: ['terracotta', 'indigo', 'saffron', 'cream', 'rose'],
  },
  {
    id: 'trowel',
    name: { en: 'trowel', es: 'pala de mano' },
    plural: { en: 'Trowels', es: 'Palas de mano' },
    blurb: {
      en: 'Slim enough for a window box, strong enough for the stone that’s always there.',
      es: 'Fina para la jardinera y fuerte para esa piedra que siempre aparece.',
    },
    material: { en: 'Forged steel, ash handle', es: 'Acero forjado, mango de fresno' },
    price: [15, 27],
    brands: ['Hierro Dulce', 'La Encina'],
    colours: ['olive', 'tomato', 'honey', 'sea'],
  },
  {
    id: 'seeds',
    name: { en: 'seeds', es: 'semillas' },
    plural: { en: 'Seeds', es: 'Semillas' },
    blurb: {
      en: 'Old varieties that taste like something. Sow in spring, boast in August.',
      es: 'Variedades antiguas que saben a algo. Siembra en primavera, presume en agosto.',
    },
    material: { en: 'Untreated seed, for 2 m²', es: 'Semilla sin tratar, para 2 m²' },
    price: [3, 6],
    brands: ['Huerto Alto'],
    colours: ['tomato', 'saffron', 'plum', 'olive', 'rose'],
    flavours: {
      tomato: { en: 'tomatoes', es: 'tomates' },
      saffron: { en: 'calendula', es: 'caléndula' },
      plum: { en: 'aubergines', es: 'berenjenas' },
      olive: { en: 'chard', es: 'acelgas' },
      rose: { en: 'radishes', es: 'rabanitos' },
    },
  },
];
