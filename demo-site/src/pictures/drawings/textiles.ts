import type { Drawing } from '../canvas.ts';

const cushion: Drawing = (c) => {
  c.body('M86 118q114 -34 228 0q36 92 0 196q-114 30 -228 0q-36 -100 0 -196Z');
  c.stroke(
    'M92 124q108 -30 216 0q32 88 0 184q-108 26 -216 0q-32 -94 0 -184Z',
    c.colour.dark,
    3,
    0.5,
  );
  for (const [x, y] of [
    [84, 116],
    [316, 116],
    [84, 316],
    [316, 316],
  ] as const) {
    c.circle([x, y], 15, c.colour.accent);
    c.circle([x - 4, y - 4], 4, '#fff', 0.5);
  }
};

const blanket: Drawing = (c) => {
  c.body('M84 250q0 -22 22 -22H306q22 0 22 22V324H84Z', c.colour.dark, 'plain');
  c.body(
    'M76 196q0 -24 24 -24H300q24 0 24 24v34q0 24 -24 24H100q-24 0 -24 -24Z',
    c.colour.light,
    'plain',
  );
  c.body('M88 118q0 -22 22 -22H296q22 0 22 22v40q0 22 -22 22H110q-22 0 -22 -22Z');
  c.body('M140 118q0 -24 20 -24h76q20 0 20 24V270H140Z');
  for (let x = 146; x <= 252; x += 15) c.stroke(`M${x} 270v26`, c.colour.accent, 5);
  c.stroke('M84 290H328', '#fff', 3, 0.25);
};

const tote: Drawing = (c) => {
  c.stroke('M146 168V116q0 -62 54 -62t54 62v52', c.colour.dark, 13);
  c.fill('M168 152q12 -74 34 -84q22 10 26 84Z', '#d9a461');
  c.stroke('M184 118l22 -10M182 136l30 -12', '#b67f3f', 4);
  c.fill('M238 152q-8 -44 14 -62q16 22 6 62Z', '#7f9150');
  c.body('M96 152H304L316 312q0 12 -12 12H96q-12 0 -12 -12Z');
  c.stroke('M98 166H302', c.colour.dark, 3, 0.5);
};

const teaTowel: Drawing = (c) => {
  c.stroke('M52 92H348', '#8a5f38', 12);
  c.circle([48, 92], 12, '#6d4527');
  c.circle([352, 92], 12, '#6d4527');
  c.body('M118 86q82 -14 164 0V306q-82 14 -164 0Z', '#fbf5e8', 'plain');
  c.fill(
    'M118 236q82 14 164 0v14q-82 14 -164 0ZM118 262q82 14 164 0v8q-82 14 -164 0Z',
    c.colour.base,
  );
  c.fill('M138 88h14V310l-14 -1ZM248 88h14V309l-14 1Z', c.colour.base, 0.85);
  c.body('M160 82q40 -6 80 0V200q-40 8 -80 0Z', c.colour.base);
};

export const textileDrawings = { cushion, blanket, tote, 'tea-towel': teaTowel };
