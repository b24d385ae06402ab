import type { Kind } from '../product.ts';

export const textiles: readonly Kind[] = [
  {
    id: 'cushion',
    name: { en: 'cushion', es: 'cojín' },
    plural: { en: 'Cushions', es: 'Cojines' },
    blurb: {
      en: 'Plump, washable and ready for a siesta of any length.',
      es: 'Mullido, lavable y listo para siestas de cualquier duración.',
    },
    material: { en: 'Linen and cotton, 45 × 45 cm', es: 'Lino y algodón, 45 × 45 cm' },
    price: [24, 42],
    brands: ['Sal y Lino'],
    colours: ['saffron', 'indigo', 'terracotta', 'sage', 'rose'],
  },
  {
    id: 'blanket',
    name: { en: 'blanket', es: 'manta' },
    plural: { en: 'Blankets', es: 'Mantas' },
    blurb: {
      en: 'Woven slowly, with fringes to play with while the film is on.',
      es: 'Tejida despacio, con flecos para juguetear mientras dura la película.',
    },
    material: { en: 'Merino wool, 130 × 180 cm', es: 'Lana merina, 130 × 180 cm' },
    price: [68, 128],
    brands: ['Sal y Lino'],
    colours: ['plum', 'olive', 'cream', 'sea', 'terracotta'],
  },
  {
    id: 'tote',
    name: { en: 'tote bag', es: 'bolsa de tela' },
    plural: { en: 'Tote bags', es: 'Bolsas de tela' },
    blurb: {
      en: 'Carries two melons, one book and the bread that sticks out.',
      es: 'Lleva dos melones, un libro y la barra que asoma.',
    },
    material: { en: 'Heavy cotton, 40 × 42 cm', es: 'Algodón recio, 40 × 42 cm' },
    price: [14, 26],
    brands: ['Sal y Lino', 'Tinta Fina'],
    colours: ['cream', 'tomato', 'sea', 'saffron', 'olive'],
  },
  {
    id: 'tea-towel',
    name: { en: 'tea towel', es: 'paño de cocina' },
    plural: { en: 'Tea towels', es: 'Paños de cocina' },
    blurb: {
      en: 'Dries the good glasses without a trace and grows softer every year.',
      es: 'Seca las copas buenas sin dejar rastro y cada año es más suave.',
    },
    material: { en: 'Half linen, 50 × 70 cm', es: 'Medio lino, 50 × 70 cm' },
    price: [9, 18],
    brands: ['Sal y Lino'],
    colours: ['indigo', 'tomato', 'sage', 'honey'],
  },
];
