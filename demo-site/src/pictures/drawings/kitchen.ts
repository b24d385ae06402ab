import type { Drawing } from '../canvas.ts';

const casserole: Drawing = (c) => {
  c.stroke('M92 226h-22q-14 0 -14 14t14 14h24M308 226h22q14 0 14 14t-14 14h-24', c.colour.dark, 14);
  c.body('M84 206H316L300 300q-4 24 -30 24H130q-26 0 -30 -24Z');
  c.body('M78 190q0 -8 8 -8H314q8 0 8 8v12q0 8 -8 8H86q-8 0 -8 -8Z', c.colour.dark, 'plain');
  c.body('M92 182q10 -52 108 -52t108 52Z', c.colour.base, 'plain');
  c.circle([200, 122], 16, c.colour.dark);
  c.stroke(
    'M150 104q-10 -16 0 -30t0 -30M202 92q-10 -16 0 -30t0 -30M254 104q-10 -16 0 -30t0 -30',
    '#fff',
    6,
    0.7,
  );
};

const fryingPan: Drawing = (c) => {
  c.body('M268 214L356 116q10 -10 20 0t0 20L288 236Z', '#a97446', 'plain');
  c.circle([362, 130], 6, '#f4e9d6');
  c.oval([172, 262], [132, 62], '#2d3138');
  c.oval([172, 252], [132, 62], c.colour.base);
  c.oval([172, 254], [112, 50], '#3b4047');
  c.fill(
    'M92 254q0 -34 52 -36q30 -14 62 2q48 4 44 36q-2 34 -54 34q-30 14 -58 0q-46 0 -46 -36Z',
    '#fdfaf2',
  );
  c.circle([150, 250], 21, '#e8a93a');
  c.circle([203, 262], 20, '#e8a93a');
  c.oval([144, 244], [7, 5], '#fff', 0.7);
  c.oval([197, 256], [7, 5], '#fff', 0.7);
};

const mixingBowl: Drawing = (c) => {
  const cherry = '#b8323a';
  for (const [x, y] of [
    [140, 186],
    [176, 172],
    [214, 176],
    [252, 188],
    [196, 192],
    [232, 160],
    [158, 160],
  ] as const) {
    c.stroke(`M${x} ${y - 18}q6 -24 22 -34`, '#5c6b35', 4);
    c.circle([x, y], 23, cherry);
    c.circle([x - 7, y - 8], 5, '#fff', 0.6);
  }
  c.body('M70 200H330q-6 96 -84 118v6H154v-6q-78 -22 -84 -118Z');
  c.body('M62 190H338q6 0 6 7t-6 7H62q-6 0 -6 -7t6 -7Z', c.colour.light, 'plain');
};

const oilCruet: Drawing = (c) => {
  c.stroke('M246 190q66 2 58 60q-6 40 -56 42', c.colour.dark, 13);
  c.fill('M168 128L112 96l-6 10 46 56Z', c.colour.dark);
  c.body(
    'M172 118h54v34q4 22 28 46q14 16 14 50v46q0 28 -28 28h-82q-28 0 -28 -28v-46q0 -34 14 -50q24 -24 28 -46Z',
  );
  c.body('M178 84h42v38h-42Z', '#c39a66', 'plain');
  c.stroke('M108 104q-12 20 -6 34', '#c9b037', 6);
};

export const kitchenDrawings = {
  casserole,
  'frying-pan': fryingPan,
  'mixing-bowl': mixingBowl,
  'oil-cruet': oilCruet,
};
