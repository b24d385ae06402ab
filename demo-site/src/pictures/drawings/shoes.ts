import type { Canvas, Drawing } from '../canvas.ts';

const JUTE = '#d9bd8a';
const JUTE_DARK = '#a98a54';

function braid(c: Canvas, from: number, to: number, y: number): void {
  for (let x = from; x < to; x += 14) c.stroke(`M${x} ${y}q7 9 14 0`, JUTE_DARK, 3);
}

const espadrille: Drawing = (c) => {
  const shoe = (dx: number, dy: number): void => {
    c.body(`M${60 + dx} ${266 + dy}q-2 -52 32 -62q30 18 66 8q70 -6 122 38q16 12 14 22Z`);
    c.fill(`M${92 + dx} ${206 + dy}q30 18 66 8q-14 20 -46 18q-18 -6 -20 -26Z`, c.colour.dark);
    c.fill(`M${54 + dx} ${264 + dy}H${298 + dx}q4 28 -16 30H${72 + dx}q-18 -2 -18 -30Z`, JUTE);
    braid(c, 60 + dx, 284 + dx, 272 + dy);
    braid(c, 66 + dx, 280 + dx, 284 + dy);
  };
  shoe(60, -66);
  shoe(10, 30);
};

const wedge: Drawing = (c) => {
  c.fill('M66 322V204q12 -10 34 4q80 36 150 80q40 16 82 16q6 18 -8 18Z', JUTE);
  for (let y = 232; y < 318; y += 16) braid(c, 70, 70 + (y - 200) * 2.1, y);
  c.body('M206 262q40 -32 88 -4q44 24 38 46q-44 4 -86 -18Z');
  c.body('M66 206q-8 -48 20 -62q20 34 50 40q-10 30 -36 32Z', c.colour.base);
  c.stroke('M128 184q40 8 66 -20M126 190q10 -60 58 -92M118 178q-30 -40 -18 -96', c.colour.dark, 9);
  c.fill('M98 84q-40 -22 -38 16q18 10 38 -16ZM98 84q32 -30 44 4q-16 16 -44 -4Z', c.colour.dark);
};

const slipper: Drawing = (c) => {
  const shoe = (dx: number, dy: number): void => {
    c.fill(`M${52 + dx} ${288 + dy}H${304 + dx}q6 22 -16 22H${68 + dx}q-20 0 -16 -22Z`, '#6d4527');
    c.body(`M${54 + dx} ${290 + dy}q-8 -58 26 -72q22 28 72 14q92 -14 140 30q14 12 12 28Z`);
    c.fill(`M${80 + dx} ${218 + dy}q22 28 72 14q4 18 -22 26q-44 2 -50 -40Z`, c.colour.accent);
    c.circle([190 + dx, 238 + dy], 17, c.colour.accent);
    c.circle([184 + dx, 232 + dy], 5, '#fff', 0.6);
  };
  shoe(58, -86);
  shoe(8, 14);
};

const sandal: Drawing = (c) => {
  const shoe = (dx: number, dy: number): void => {
    c.fill(`M${58 + dx} ${278 + dy}H${308 + dx}q6 30 -18 30H${74 + dx}q-22 0 -16 -30Z`, '#4b3626');
    c.fill(`M${58 + dx} ${268 + dy}H${308 + dx}v14H${58 + dx}Z`, '#d3ab78');
    c.body(`M${188 + dx} ${272 + dy}q4 -62 58 -62q46 4 56 62Z`, c.colour.base);
    c.body(
      `M${62 + dx} ${272 + dy}q-10 -60 14 -72q18 -2 20 12q-4 34 8 60Z`,
      c.colour.dark,
      'plain',
    );
    c.stroke(`M${86 + dx} ${212 + dy}q52 -14 74 56`, c.colour.dark, 13);
    c.circle([106 + dx, 212 + dy], 7, '#e2c06a');
  };
  shoe(44, -84);
  shoe(4, 16);
};

export const shoeDrawings = { espadrille, wedge, slipper, sandal };
