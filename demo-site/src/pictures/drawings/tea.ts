import type { Drawing } from '../canvas.ts';

const STEAM = 'M168 92q-10 -16 0 -30t0 -30M206 84q-10 -16 0 -30t0 -30';

const teapot: Drawing = (c) => {
  c.stroke('M292 196q70 -8 66 46q-4 48 -76 46', c.colour.dark, 17);
  c.body(
    'M126 268q-50 -16 -58 -72q-4 -22 -32 -28l14 -18q44 2 54 42q6 26 30 26Z',
    c.colour.base,
    'plain',
  );
  c.body(
    'M200 158c76 0 112 34 112 84c0 52 -34 82 -74 82h-76c-40 0 -74 -30 -74 -82c0 -50 36 -84 112 -84Z',
  );
  c.body('M134 166q6 -40 66 -40t66 40Z', c.colour.dark, 'plain');
  c.circle([200, 116], 14, c.colour.accent);
  c.stroke('M46 136q-14 -14 -4 -30t-2 -30', '#fff', 6, 0.7);
};

const mug: Drawing = (c) => {
  c.stroke('M282 196q66 -6 62 44q-4 46 -72 44', c.colour.dark, 18);
  c.body('M112 152H290V284q0 40 -40 40H152q-40 0 -40 -40Z');
  c.oval([201, 152], [89, 20], c.colour.light);
  c.oval([201, 155], [78, 14], '#5b3a24');
  c.stroke(STEAM, '#fff', 7, 0.75);
  c.stroke('M244 92q-10 -16 0 -30t0 -30', '#fff', 7, 0.75);
};

const mokaPot: Drawing = (c) => {
  c.stroke('M268 152h48q12 0 10 14l-12 74', '#6d4527', 18);
  c.body('M138 218H262L286 310q2 12 -10 12H124q-12 0 -10 -12Z', c.colour.base, 'plain');
  c.stroke('M166 222L150 318M200 222V318M234 222L250 318', '#fff', 4, 0.35);
  c.body('M132 198H268v22H132Z', c.colour.dark, 'plain');
  c.body('M150 198H250L272 116H104l18 22Z', c.colour.base, 'plain');
  c.stroke('M172 196L160 122M200 196V122M228 196L240 122', '#fff', 4, 0.35);
  c.body('M116 116q8 -28 84 -28t72 28Z', c.colour.dark, 'plain');
  c.circle([198, 78], 12, '#6d4527');
  c.stroke('M100 96q-12 -14 -2 -28t-2 -28', '#fff', 6, 0.7);
};

const teaTin: Drawing = (c) => {
  c.body('M116 140H284V300q0 24 -84 24t-84 -24Z');
  c.body('M110 104q0 -20 90 -20t90 20V142q0 18 -90 18t-90 -18Z', c.colour.dark, 'plain');
  c.oval([200, 104], [86, 17], c.colour.light, 0.5);
  c.fill('M146 186q54 12 108 0V268q-54 12 -108 0Z', '#fbf4e4');
  c.stroke('M200 258V214', '#6c7a3f', 5);
  c.fill('M200 240q-34 2 -38 -28q32 -2 38 28Z', '#7f9150');
  c.fill('M200 228q34 -4 36 -32q-32 0 -36 32Z', '#95a763');
};

export const teaDrawings = { teapot, mug, 'moka-pot': mokaPot, 'tea-tin': teaTin };
