import type { Drawing } from '../canvas.ts';

const wateringCan: Drawing = (c) => {
  c.stroke('M150 160q6 -88 96 -80q82 12 74 120q-4 40 -40 56', c.colour.dark, 14);
  c.body('M150 292L82 150l-26 8 -12 -28 66 -30 10 26L166 214Z', c.colour.base, 'plain');
  c.body('M138 172H282L294 308q0 16 -16 16H142q-16 0 -16 -16Z');
  c.oval([210, 172], [72, 17], c.colour.dark);
  c.stroke(
    'M42 158q-6 14 -4 26M58 168q-6 14 -4 26M32 196q-6 14 -4 26M64 206q-6 14 -4 26M48 216q-6 14 -4 26',
    '#6fb0c4',
    5,
    0.8,
  );
};

const flowerPot: Drawing = (c) => {
  c.stroke('M200 214V110M200 196q-50 -6 -62 -58M200 186q48 -10 58 -62', '#5c7040', 7);
  c.fill('M198 190q-58 8 -82 -36q54 -12 82 36ZM202 178q56 4 78 -42q-54 -8 -78 42Z', '#7f9150');
  for (const [x, y] of [
    [200, 92],
    [136, 128],
    [262, 114],
  ] as const) {
    for (let turn = 0; turn < 6; turn += 1) {
      const angle = (turn * Math.PI) / 3;
      c.circle(
        [Math.round(x + Math.cos(angle) * 19), Math.round(y + Math.sin(angle) * 19)],
        14,
        '#d0505f',
      );
    }
    c.circle([x, y], 11, '#f1c75b');
  }
  c.body('M124 226H276L258 312q-2 12 -14 12H156q-12 0 -14 -12Z');
  c.body('M112 198H288q6 0 6 6v24q0 6 -6 6H112q-6 0 -6 -6v-24q0 -6 6 -6Z', c.colour.dark, 'plain');
};

const trowel: Drawing = (c) => {
  c.body('M70 340q-10 -30 10 -70L164 196l44 42L136 326q-36 22 -66 14Z', '#b9bec4', 'plain');
  c.stroke('M88 324L172 232', '#fff', 5, 0.6);
  c.stroke('M186 216q24 -10 34 -38', '#7d848c', 15);
  c.body('M204 172l84 -96q22 -20 42 0t0 42L238 206Z', c.colour.base);
  c.stroke('M210 176l24 24', c.colour.dark, 9);
  c.circle([314, 92], 7, '#f4e9d6');
};

const seeds: Drawing = (c) => {
  c.body('M112 92H288V316q0 8 -8 8H120q-8 0 -8 -8Z', '#fbf4e4', 'plain');
  c.body('M112 84H288V142H112Z', c.colour.base, 'plain');
  c.stroke('M122 100H278', '#fff', 3, 0.5);
  c.stroke('M140 118H260', c.colour.accent, 9);
  c.stroke('M200 300V236M200 284q-34 -2 -42 -30M200 276q34 -2 42 -32', '#5c7040', 6);
  c.fill('M200 280q-44 8 -56 -32q42 -6 56 32ZM200 272q42 4 56 -36q-42 0 -56 36Z', '#7f9150');
  c.circle([200, 208], 38, c.colour.base);
  c.oval([188, 194], [11, 8], '#fff', 0.45);
  c.fill(
    'M200 178q-18 -18 -30 -6q10 12 30 6ZM200 178q18 -18 30 -6q-10 12 -30 6ZM200 178q-8 -20 4 -28q8 14 -4 28Z',
    '#5c7040',
  );
};

export const gardenDrawings = {
  'watering-can': wateringCan,
  'flower-pot': flowerPot,
  trowel,
  seeds,
};
