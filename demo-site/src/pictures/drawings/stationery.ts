import type { Drawing } from '../canvas.ts';

const PAPER = '#fbf4e4';

const notebook: Drawing = (c) => {
  c.body('M128 92H298V318H128Z', PAPER, 'plain');
  c.stroke('M298 104V310M292 104V310', '#d7c7a5', 2);
  c.body('M112 88q0 -10 10 -10H272q10 0 10 10V314q0 10 -10 10H122q-10 0 -10 -10Z');
  c.fill('M112 88q0 -10 10 -10h16V324H122q-10 0 -10 -10Z', c.colour.dark);
  c.fill('M164 128H256V184H164Z', PAPER);
  c.stroke('M178 148H242M178 164H222', c.colour.dark, 4, 0.7);
  c.fill('M232 324h22v34l-11 -10 -11 10Z', '#c2452d');
};

const pencils: Drawing = (c) => {
  const paints = [
    c.colour.dark,
    c.colour.base,
    c.colour.light,
    '#e2b04a',
    c.colour.base,
    c.colour.dark,
  ];
  for (const [index, paint] of paints.entries()) {
    const x = 122 + index * 27;
    const y = 92 + (index % 3) * 14;
    c.fill(`M${x} ${y + 34}l12 -34 12 34Z`, '#e9cfa2');
    c.fill(`M${x + 8} ${y + 12}l4 -12 4 12Z`, '#3a342c');
    c.body(`M${x} ${y + 34}h24V260h-24Z`, paint, 'plain');
    c.stroke(`M${x + 8} ${y + 38}V210`, '#fff', 2, 0.4);
  }
  c.body('M104 196H300V316q0 8 -8 8H112q-8 0 -8 -8Z');
  c.fill('M150 226H254V292H150Z', PAPER);
  c.stroke('M170 250H234M180 268H224', c.colour.dark, 5, 0.75);
};

const writingSet: Drawing = (c) => {
  c.fill('M110 84H290V250H110Z', '#fffaf0');
  c.stroke('M136 112H250M136 134H262M136 156H228', c.colour.dark, 4, 0.45);
  c.body('M70 186H330V316q0 8 -8 8H78q-8 0 -8 -8Z', c.colour.light, 'plain');
  c.body('M70 186L200 270 330 186v10L214 282q-14 10 -28 0L70 196Z', c.colour.base, 'plain');
  c.fill('M70 324L172 244M330 324', 'none');
  c.stroke('M76 318L168 248M324 318L232 248', c.colour.dark, 3, 0.4);
  c.circle([200, 274], 23, '#b8323a');
  c.circle([200, 274], 15, '#d0505f');
  c.fill('M200 282q-12 -8 -12 -14q2 -6 8 -4l4 4 4 -4q6 -2 8 4q0 6 -12 14Z', '#b8323a');
};

const ink: Drawing = (c) => {
  c.stroke('M316 60L214 170', '#3a342c', 9);
  c.fill('M354 26q-12 62 -64 74q2 -52 64 -74Z', c.colour.accent);
  c.fill('M354 26q-24 30 -58 66l-6 8q-2 -52 64 -74Z', c.colour.dark, 0.35);
  c.fill('M222 160l-26 30 6 6 30 -26Z', '#c49a3a');
  c.body('M162 150h76v44h-76Z', '#3a342c', 'plain');
  c.fill('M156 142q0 -8 8 -8h72q8 0 8 8v16H156Z', '#c49a3a');
  c.body(
    'M132 190H268q30 4 30 34V292q0 32 -32 32H134q-32 0 -32 -32V224q0 -30 30 -34Z',
    c.colour.base,
    'plain',
  );
  c.fill('M112 226q2 -20 16 -26V310q-16 -4 -16 -20Z', '#fff', 0.4);
  c.fill('M152 226H248V288H152Z', PAPER);
  c.fill('M200 236q18 22 0 40q-18 -18 0 -40Z', c.colour.base);
};

export const stationeryDrawings = { notebook, pencils, 'writing-set': writingSet, ink };
