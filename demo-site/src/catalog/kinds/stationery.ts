import type { Kind } from '../product.ts';

export const stationery: readonly Kind[] = [
  {
    id: 'notebook',
    name: { en: 'notebook', es: 'cuaderno' },
    plural: { en: 'Notebooks', es: 'Cuadernos' },
    blurb: {
      en: 'Opens flat, takes ink well and doesn’t mind a shopping list.',
      es: 'Se abre del todo, admite tinta y no le importa la lista de la compra.',
    },
    material: { en: 'Thread-sewn, 144 pages, A5', es: 'Cosido con hilo, 144 páginas, A5' },
    price: [9, 18],
    brands: ['Tinta Fina'],
    colours: ['indigo', 'saffron', 'rose', 'sage', 'charcoal'],
  },
  {
    id: 'pencils',
    name: { en: 'pencils', es: 'lápices' },
    plural: { en: 'Pencils', es: 'Lápices' },
    blurb: {
      en: 'Six of them, so that one is always sharp. Even the one the cat stole.',
      es: 'Son seis, para que siempre haya uno con punta. Incluido el que robó el gato.',
    },
    material: { en: 'Cedar, HB, box of six', es: 'Cedro, HB, caja de seis' },
    price: [7, 14],
    brands: ['Tinta Fina', 'Tres Gatos'],
    colours: ['saffron', 'sea', 'tomato', 'olive'],
  },
  {
    id: 'writing-set',
    name: { en: 'writing set', es: 'juego de cartas' },
    plural: { en: 'Writing sets', es: 'Juegos de cartas' },
    blurb: {
      en: 'Ten sheets and ten lined envelopes: ten people who will be surprised.',
      es: 'Diez pliegos y diez sobres forrados: diez personas que no se lo esperan.',
    },
    material: { en: 'Cotton paper, 10 + 10', es: 'Papel de algodón, 10 + 10' },
    price: [14, 24],
    brands: ['Tinta Fina'],
    colours: ['rose', 'sea', 'plum', 'cream', 'honey'],
  },
  {
    id: 'ink',
    name: { en: 'ink', es: 'tinta' },
    plural: { en: 'Inks', es: 'Tintas' },
    blurb: {
      en: 'Flows well, dries fast and makes any handwriting look decided.',
      es: 'Fluye bien, seca rápido y da carácter a cualquier letra.',
    },
    material: { en: 'Fountain pen ink, 50 ml', es: 'Tinta para estilográfica, 50 ml' },
    price: [10, 19],
    brands: ['Tinta Fina'],
    colours: ['indigo', 'plum', 'sea', 'olive', 'tomato'],
  },
];
