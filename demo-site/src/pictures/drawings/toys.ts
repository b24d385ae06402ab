import type { Drawing } from '../canvas.ts';

const WOOD = '#d3a468';

const spinningTop: Drawing = (c) => {
  c.stroke('M70 320q44 16 120 8M250 330q50 2 84 -14', '#fff', 5, 0.7);
  c.body('M188 66h24V140h-24Z', WOOD, 'plain');
  c.circle([200, 62], 17, c.colour.dark);
  c.body('M82 190q6 -60 118 -60t118 60q-4 58 -96 106l-22 30 -22 -30q-92 -48 -96 -106Z');
  c.fill('M82 190q118 34 236 0l-3 18q-115 32 -230 0Z', c.colour.dark);
  c.fill('M128 262q72 22 144 0l-22 18q-50 14 -100 0Z', c.colour.light);
  c.fill('M190 310h20l-10 20Z', '#8a8f96');
};

const train: Drawing = (c) => {
  c.body('M56 214H158V290H56Z', c.colour.light, 'dots');
  c.stroke('M158 282h26', '#3a342c', 8);
  c.body('M184 232H344q8 0 8 10v48H184Z', c.colour.base, 'plain');
  c.body('M184 152H262V236H184Z', c.colour.base, 'plain');
  c.fill('M200 170H246V208H200Z', '#fdf3d5');
  c.body('M172 134H274v20H172Z', c.colour.dark, 'plain');
  c.body('M300 176h32v58h-32Z', c.colour.dark, 'plain');
  c.fill('M294 164h44v16h-44Z', '#e2b04a');
  for (const [x, r] of [
    [84, 24],
    [134, 24],
    [216, 28],
    [276, 28],
    [330, 22],
  ] as const) {
    c.circle([x, 324 - r], r, WOOD);
    c.circle([x, 324 - r], r * 0.62, c.colour.dark);
    c.circle([x, 324 - r], r * 0.24, WOOD);
  }
  c.circle([324, 138], 16, '#fff', 0.85);
  c.circle([342, 108], 22, '#fff', 0.8);
  c.circle([318, 78], 27, '#fff', 0.7);
};

const kite: Drawing = (c) => {
  c.stroke('M186 292q-60 10 -42 44t-60 34', '#6d4527', 4);
  for (const [x, y] of [
    [152, 304],
    [140, 338],
    [104, 356],
  ] as const) {
    c.fill(`M${x} ${y}l-20 -12v24ZM${x} ${y}l20 -12v24Z`, c.colour.accent);
  }
  c.body('M222 34L330 148 186 292 96 130Z');
  c.fill('M222 34L330 148 186 292Z', c.colour.dark, 0.28);
  c.stroke('M222 34L186 292M96 130L330 148', '#fbf4e4', 4);
};

const boat: Drawing = (c) => {
  c.stroke('M196 44V250', '#8a5f38', 10);
  c.fill('M196 40l44 14 -44 16Z', '#c2452d');
  c.body('M208 84q90 50 100 152H208Z', '#fbf5e8', 'plain');
  c.body('M184 98V236H86q10 -88 98 -138Z', c.colour.base);
  c.body('M60 252H340q-18 72 -76 72H136q-58 0 -76 -72Z', c.colour.dark, 'plain');
  c.fill('M60 252H340l-6 20H66Z', WOOD);
  c.circle([150, 296], 9, '#fdf3d5');
  c.circle([200, 296], 9, '#fdf3d5');
  c.circle([250, 296], 9, '#fdf3d5');
};

export const toyDrawings = { 'spinning-top': spinningTop, train, kite, boat };
