import type { Drawing } from '../canvas.ts';

const LABEL = '#fbf4e4';

const oliveOil: Drawing = (c) => {
  c.body('M126 128q0 -12 12 -12H262q12 0 12 12V308q0 16 -16 16H142q-16 0 -16 -16Z');
  c.body('M168 84h64v34h-64Z', c.colour.dark, 'plain');
  c.body('M176 66h48v22h-48Z', '#d9a93b', 'plain');
  c.oval([200, 222], [58, 66], LABEL);
  c.stroke('M176 268q10 -56 46 -86', '#6c7a3f', 5);
  c.fill(
    'M206 200q-28 -2 -36 -26q28 -4 36 26ZM196 220q28 2 40 -20q-28 -10 -40 20ZM186 240q-28 -4 -30 -28q26 2 30 28Z',
    '#7f9150',
  );
  c.oval([222, 244], [13, 17], '#4e5a2b');
  c.oval([218, 238], [4, 6], '#fff', 0.5);
};

const jam: Drawing = (c) => {
  c.body(
    'M112 176q0 -22 26 -26H262q26 4 26 26V292q0 32 -32 32H144q-32 0 -32 -32Z',
    c.colour.base,
    'plain',
  );
  c.fill('M124 190q0 -10 8 -14V296q-8 -6 -8 -16Z', '#fff', 0.45);
  c.fill('M140 208H260V282H140Z', LABEL);
  c.stroke('M158 262H242M172 272H228', c.colour.dark, 3, 0.6);
  c.circle([190, 236], 14, c.colour.base);
  c.circle([212, 238], 14, c.colour.dark);
  c.stroke('M190 224q6 -12 16 -12q6 6 6 14', '#5c6b35', 4);
  c.body(
    'M104 164L120 96q80 -22 160 0L296 164q-14 10 -26 0q-14 12 -28 0q-14 12 -28 0q-14 12 -28 0q-14 12 -28 0q-14 12 -28 0q-14 10 -26 0Z',
    c.colour.light,
    'dots',
  );
  c.stroke('M122 142q78 14 156 0', '#b58a4e', 6);
};

const sardines: Drawing = (c) => {
  c.body(
    'M62 214q0 -34 34 -34H304q34 0 34 34v60q0 50 -50 50H112q-50 0 -50 -50Z',
    '#c9ccd0',
    'plain',
  );
  c.body(
    'M74 176q0 -26 26 -26H300q26 0 26 26v50q0 26 -26 26H100q-26 0 -26 -26Z',
    c.colour.base,
    'plain',
  );
  for (const [x, y] of [
    [122, 178],
    [150, 200],
    [122, 224],
  ] as const) {
    c.fill(`M${x} ${y}q62 -28 130 0l22 -13v26l-22 -13q-68 28 -130 0Z`, '#e9eef0');
    c.stroke(`M${x + 34} ${y - 9}q8 9 0 18`, c.colour.dark, 3);
    c.circle([x + 18, y - 2], 4, c.colour.dark);
  }
  c.stroke('M292 150q14 -34 42 -30t16 34', '#b3b7bc', 8);
  c.fill('M62 282H338v10q-6 32 -50 32H112q-44 0 -50 -32Z', c.colour.dark, 0.35);
};

const chocolate: Drawing = (c) => {
  c.fill('M134 84H266V190H134Z', '#5a3420');
  c.stroke('M134 118H266M134 152H266M178 84V190M222 84V190', '#3c2113', 4);
  c.fill(
    'M128 150l12 -14 14 14 16 -16 16 16 14 -14 16 16 14 -16 14 14 14 -14 14 16V180H128Z',
    '#d8dade',
  );
  c.body('M118 170H282V316q0 8 -8 8H126q-8 0 -8 -8Z');
  c.fill('M150 208H250V290H150Z', LABEL);
  c.stroke('M168 230H232M176 246H224', c.colour.dark, 5, 0.8);
  c.oval([200, 268], [18, 11], '#6f4327');
  c.stroke('M186 268q14 -6 28 0', LABEL, 2);
};

export const pantryDrawings = { 'olive-oil': oliveOil, jam, sardines, chocolate };
