import type { Kind } from '../product.ts';

export const bath: readonly Kind[] = [
  {
    id: 'soap',
    name: { en: 'soap', es: 'jabón' },
    plural: { en: 'Soaps', es: 'Jabones' },
    blurb: {
      en: 'Cured for three months, wrapped in paper, gentle to the skin of the whole family.',
      es: 'Curado tres meses, envuelto en papel y suave con la piel de toda la familia.',
    },
    material: { en: 'Olive oil soap, 120 g', es: 'Jabón de aceite de oliva, 120 g' },
    price: [5, 10],
    brands: ['Huerto Alto', 'Sal y Lino'],
    colours: ['olive', 'rose', 'honey', 'sea', 'cream'],
    flavours: {
      olive: { en: 'pure', es: 'puro' },
      rose: { en: 'rose', es: 'rosa' },
      honey: { en: 'honey', es: 'miel' },
      sea: { en: 'sea salt', es: 'sal marina' },
      cream: { en: 'almond milk', es: 'leche de almendra' },
    },
  },
  {
    id: 'towel',
    name: { en: 'towel', es: 'toalla' },
    plural: { en: 'Towels', es: 'Toallas' },
    blurb: {
      en: 'Thick, thirsty and with a loop that doesn’t tear off.',
      es: 'Gruesa, sedienta y con una presilla que no se arranca.',
    },
    material: { en: 'Organic cotton, 70 × 140 cm', es: 'Algodón ecológico, 70 × 140 cm' },
    price: [22, 42],
    brands: ['Sal y Lino'],
    colours: ['sea', 'cream', 'terracotta', 'sage', 'charcoal'],
  },
  {
    id: 'bath-brush',
    name: { en: 'bath brush', es: 'cepillo de baño' },
    plural: { en: 'Bath brushes', es: 'Cepillos de baño' },
    blurb: {
      en: 'Reaches exactly the spot that you have been trying to reach since Tuesday.',
      es: 'Llega justo al punto al que llevas sin llegar desde el martes.',
    },
    material: { en: 'Beech and natural bristle', es: 'Haya y cerda natural' },
    price: [13, 24],
    brands: ['La Encina'],
    colours: ['honey', 'rose', 'sage', 'indigo'],
  },
  {
    id: 'dispenser',
    name: { en: 'soap dispenser', es: 'dosificador de jabón' },
    plural: { en: 'Soap dispensers', es: 'Dosificadores' },
    blurb: {
      en: 'Ends the war for the plastic bottle beside the sink.',
      es: 'Acaba con la guerra del bote de plástico junto al lavabo.',
    },
    material: { en: 'Stoneware with brass pump', es: 'Gres con bomba de latón' },
    price: [18, 34],
    brands: ['Barro Viejo'],
    colours: ['charcoal', 'sage', 'cream', 'sea', 'plum'],
  },
];
