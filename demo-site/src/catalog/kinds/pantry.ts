import type { Kind } from '../product.ts';

export const pantry: readonly Kind[] = [
  {
    id: 'olive-oil',
    name: { en: 'olive oil', es: 'aceite de oliva' },
    plural: { en: 'Olive oils', es: 'Aceites de oliva' },
    blurb: {
      en: 'Early harvest, cold pressed, a little peppery in the throat. Bread is all it needs.',
      es: 'Cosecha temprana, en frío, con un punto picante en la garganta. Solo pide pan.',
    },
    material: { en: 'Extra virgin, 0.75 litres', es: 'Virgen extra, 0,75 litros' },
    price: [14, 28],
    brands: ['Huerto Alto'],
    colours: ['olive', 'saffron', 'indigo', 'tomato'],
    flavours: {
      olive: { en: 'picual', es: 'picual' },
      saffron: { en: 'arbequina', es: 'arbequina' },
      indigo: { en: 'cornicabra', es: 'cornicabra' },
      tomato: { en: 'hojiblanca', es: 'hojiblanca' },
    },
  },
  {
    id: 'jam',
    name: { en: 'jam', es: 'mermelada' },
    plural: { en: 'Jams', es: 'Mermeladas' },
    blurb: {
      en: 'Three quarters fruit, stirred in copper, with a cloth on its head like in the old days.',
      es: 'Tres cuartos de fruta, removida en cobre y con su pañuelo en la cabeza, como antes.',
    },
    material: { en: 'Fruit and cane sugar, 280 g', es: 'Fruta y azúcar de caña, 280 g' },
    price: [6, 11],
    brands: ['Huerto Alto'],
    colours: ['tomato', 'plum', 'saffron', 'rose', 'honey'],
    flavours: {
      tomato: { en: 'strawberry', es: 'fresa' },
      plum: { en: 'plum', es: 'ciruela' },
      saffron: { en: 'apricot', es: 'albaricoque' },
      rose: { en: 'fig', es: 'higo' },
      honey: { en: 'bitter orange', es: 'naranja amarga' },
    },
  },
  {
    id: 'sardines',
    name: { en: 'sardines', es: 'sardinillas' },
    plural: { en: 'Tinned fish', es: 'Conservas' },
    blurb: {
      en: 'Packed by hand in olive oil. Some people let them rest for a year; most people don’t manage.',
      es: 'Colocadas a mano en aceite de oliva. Hay quien las deja reposar un año; pocos lo logran.',
    },
    material: {
      en: 'Small sardines in olive oil, 115 g',
      es: 'Sardinillas en aceite de oliva, 115 g',
    },
    price: [5, 9],
    brands: ['Huerto Alto'],
    colours: ['sea', 'tomato', 'saffron', 'indigo'],
    flavours: {
      sea: { en: 'in olive oil', es: 'en aceite de oliva' },
      tomato: { en: 'in tomato sauce', es: 'en tomate' },
      saffron: { en: 'with lemon', es: 'al limón' },
      indigo: { en: 'smoked', es: 'ahumadas' },
    },
  },
  {
    id: 'chocolate',
    name: { en: 'chocolate', es: 'chocolate' },
    plural: { en: 'Chocolates', es: 'Chocolates' },
    blurb: {
      en: 'Stone-ground, a little rough, very good at four in the afternoon.',
      es: 'Molido a la piedra, un poco rústico, buenísimo a las cuatro de la tarde.',
    },
    material: { en: 'Cocoa 70%, 100 g', es: 'Cacao 70\u00a0%, 100 g' },
    price: [4, 8],
    brands: ['Huerto Alto', 'Tres Gatos'],
    colours: ['honey', 'plum', 'sea', 'rose', 'olive'],
    flavours: {
      honey: { en: 'with almonds', es: 'con almendras' },
      plum: { en: 'with raisins', es: 'con pasas' },
      sea: { en: 'with sea salt', es: 'con sal marina' },
      rose: { en: 'with raspberry', es: 'con frambuesa' },
      olive: { en: 'with olive oil', es: 'con aceite de oliva' },
    },
  },
];
