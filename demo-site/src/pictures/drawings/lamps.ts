import type { Drawing } from '../canvas.ts';

const GLOW = '#ffdf94';

const tableLamp: Drawing = (c) => {
  c.circle([200, 150], 150, GLOW, 0.25);
  c.body('M186 196h28v60q30 10 30 36q0 32 -44 32t-44 -32q0 -26 30 -36Z', '#b98552', 'plain');
  c.body('M150 312H250q10 0 10 12H140q0 -12 10 -12Z', '#9a6a3d', 'plain');
  c.body('M148 70H252L304 204H96Z');
  c.stroke(
    'M168 72L136 202M184 72L168 202M200 72V202M216 72L232 202M232 72L264 202',
    c.colour.dark,
    2,
    0.35,
  );
  c.fill('M96 204H304l3 10H93Z', c.colour.dark);
  c.fill('M130 214H270l-34 26H164Z', GLOW, 0.6);
};

const pendantLamp: Drawing = (c) => {
  c.fill('M84 206L40 318H360L316 206Z', GLOW, 0.35);
  c.stroke('M200 0V84', '#3a342c', 5);
  c.body('M182 80h36v26h-36Z', '#d9a93b', 'plain');
  c.circle([200, 212], 26, '#fff3cf');
  c.body('M178 104h44q96 20 104 104H74q8 -84 104 -104Z');
  c.fill('M70 204H330v12H70Z', c.colour.dark);
  c.fill('M120 322q0 -18 34 -18h92q34 0 34 18l-20 10H140Z', '#fbf4e4');
  c.oval([200, 306], [76, 8], '#e7b765');
};

const lantern: Drawing = (c) => {
  c.stroke('M156 98q0 -54 44 -54t44 54', c.colour.dark, 8);
  c.body('M124 128L164 88h72l40 40Z', c.colour.base, 'plain');
  c.fill('M136 128H264V300H136Z', '#fdf3d5', 0.85);
  c.circle([200, 216], 52, GLOW, 0.75);
  c.body('M176 232h48V300h-48Z', '#f7eedc', 'plain');
  c.fill('M200 186q20 24 0 42q-20 -18 0 -42Z', '#e8902f');
  c.stroke('M136 128V300M264 128V300M200 128V176', c.colour.dark, 8);
  c.stroke('M136 214H176M224 214H264', c.colour.dark, 5);
  c.body('M118 298H282v26H118Z', c.colour.base, 'plain');
};

const candle: Drawing = (c) => {
  c.circle([200, 112], 74, GLOW, 0.45);
  c.fill('M200 58q28 38 0 66q-28 -28 0 -66Z', '#e8902f');
  c.fill('M200 88q13 20 0 34q-13 -14 0 -34Z', '#ffe9a8');
  c.stroke('M200 122V152', '#3a342c', 5);
  c.body('M124 150H276V296q0 28 -28 28H152q-28 0 -28 -28Z', c.colour.base);
  c.oval([200, 150], [76, 16], c.colour.light);
  c.fill('M152 206H248V272H152Z', '#fbf4e4');
  c.stroke('M170 228H230M180 244H220', c.colour.dark, 4, 0.75);
  c.fill('M134 168q6 -4 12 0V290q-10 -4 -12 -16Z', '#fff', 0.4);
};

export const lampDrawings = {
  'table-lamp': tableLamp,
  'pendant-lamp': pendantLamp,
  lantern,
  candle,
};
