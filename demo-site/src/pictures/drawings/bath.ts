import type { Drawing } from '../canvas.ts';

const soap: Drawing = (c) => {
  for (const [x, y, r] of [
    [108, 150, 20],
    [146, 112, 13],
    [296, 140, 24],
    [258, 104, 11],
    [324, 190, 12],
  ] as const) {
    c.circle([x, y], r, '#fff', 0.65);
    c.circle([x - r / 3, y - r / 3], r / 4, '#fff');
  }
  c.body(
    'M84 250q0 -64 64 -64H252q64 0 64 64v14q0 60 -60 60H144q-60 0 -60 -60Z',
    c.colour.light,
    'plain',
  );
  c.body('M132 180H268V326H132Z', c.colour.base);
  c.oval([200, 252], [48, 40], '#fbf4e4');
  c.stroke('M174 246H226M182 262H218', c.colour.dark, 5, 0.8);
};

const towel: Drawing = (c) => {
  const rolls = [
    [136, 276, c.colour.base],
    [264, 276, c.colour.light],
    [200, 192, c.colour.dark],
  ] as const;
  for (const [x, y, paint] of rolls) {
    c.body(`M${x - 62} ${y}a62 48 0 1 0 124 0a62 48 0 1 0 -124 0Z`, paint, 'plain');
    c.stroke(
      `M${x - 40} ${y}q0 -30 40 -30t40 30q0 24 -34 24q-28 0 -28 -22q0 -14 18 -14q14 0 14 10`,
      '#fff',
      6,
      0.6,
    );
  }
  c.stroke('M178 118q22 -44 46 -60', '#5c6b35', 5);
  c.fill(
    'M186 104q-34 0 -40 -26q34 -2 40 26ZM200 88q4 -34 34 -40q2 32 -34 40ZM210 108q28 -14 46 4q-22 18 -46 -4Z',
    '#7f9150',
  );
};

const bathBrush: Drawing = (c) => {
  c.body('M178 30q22 -14 44 0l-6 150h-32Z', '#b98552', 'plain');
  c.circle([200, 46], 7, '#f4e9d6');
  c.stroke('M200 40q-26 -26 -46 2', c.colour.accent, 5);
  for (let x = 138; x <= 262; x += 9) c.stroke(`M${x} 262l${(x - 200) / 8} 58`, '#e7d3ab', 6);
  c.body('M122 218q0 -50 78 -50t78 50v30q0 20 -20 20H142q-20 0 -20 -20Z', c.colour.base);
};

const dispenser: Drawing = (c) => {
  c.stroke('M200 138V92M200 92h-62q-12 0 -12 14v10', '#c49a3a', 13);
  c.fill('M164 78q0 -12 12 -12h48q12 0 12 12v14h-72Z', '#d9b14f');
  c.fill('M176 128h48v26h-48Z', '#b58a2f');
  c.body('M162 150h76q46 26 46 84v58q0 32 -32 32H148q-32 0 -32 -32v-58q0 -58 46 -84Z');
  c.fill('M126 128q14 18 0 30q-14 -12 0 -30Z', '#fff', 0.85);
};

export const bathDrawings = { soap, towel, 'bath-brush': bathBrush, dispenser };
