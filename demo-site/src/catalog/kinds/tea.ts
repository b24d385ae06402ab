import type { Kind } from '../product.ts';

export const tea: readonly Kind[] = [
  {
    id: 'teapot',
    name: { en: 'teapot', es: 'tetera' },
    plural: { en: 'Teapots', es: 'Teteras' },
    blurb: {
      en: 'Round enough to keep the heat and with a spout that knows when to stop.',
      es: 'Redonda para guardar el calor y con un pitorro que sabe cuándo parar.',
    },
    material: { en: 'Glazed stoneware, 0.9 litres', es: 'Gres esmaltado, 0,9 litros' },
    price: [29, 56],
    brands: ['Té de Tres', 'Barro Viejo'],
    colours: ['indigo', 'sage', 'terracotta', 'cream', 'plum'],
  },
  {
    id: 'mug',
    name: { en: 'mug', es: 'taza' },
    plural: { en: 'Mugs', es: 'Tazas' },
    blurb: {
      en: 'Holds a generous breakfast coffee and both of your hands.',
      es: 'Cabe un café generoso y caben tus dos manos.',
    },
    material: {
      en: 'Stoneware, 0.35 litres, dishwasher safe',
      es: 'Gres, 0,35 litros, apta para lavavajillas',
    },
    price: [11, 19],
    brands: ['Té de Tres', 'Barro Viejo'],
    colours: ['sea', 'rose', 'saffron', 'charcoal', 'cream'],
  },
  {
    id: 'moka-pot',
    name: { en: 'moka pot', es: 'cafetera italiana' },
    plural: { en: 'Moka pots', es: 'Cafeteras italianas' },
    blurb: {
      en: 'Gurgles like the one in your grandmother’s kitchen and is ready before the toast.',
      es: 'Borbotea como la de tu abuela y acaba antes que la tostada.',
    },
    material: {
      en: 'Aluminium with beech handle, 6 cups',
      es: 'Aluminio y mango de haya, 6 tazas',
    },
    price: [24, 45],
    brands: ['Hierro Dulce', 'Té de Tres'],
    colours: ['charcoal', 'tomato', 'sage', 'cream'],
  },
  {
    id: 'tea-tin',
    name: { en: 'tea', es: 'té' },
    plural: { en: 'Tins of tea', es: 'Latas de té' },
    blurb: {
      en: 'Loose leaf tea, blended in small batches. The tin is worth keeping, the tea won’t last that long.',
      es: 'Té en hoja, mezclado en lotes pequeños. La lata se queda; el té dura menos.',
    },
    material: { en: 'Loose leaf, 120 g', es: 'Té en hoja, 120 g' },
    price: [9, 17],
    brands: ['Té de Tres'],
    colours: ['plum', 'olive', 'honey', 'sea', 'tomato'],
    flavours: {
      plum: { en: 'Earl Grey', es: 'Earl Grey' },
      olive: { en: 'green with mint', es: 'verde con hierbabuena' },
      honey: { en: 'rooibos with orange', es: 'rooibos con naranja' },
      sea: { en: 'oolong', es: 'oolong' },
      tomato: { en: 'black with cherry', es: 'negro con cereza' },
    },
  },
];
