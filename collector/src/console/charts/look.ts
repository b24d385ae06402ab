/** Colours of a chart; the same as the console's own in the same light. */
export interface Palette {
  readonly ink: string;
  readonly faint: string;
  readonly paper: string;
  readonly green: string;
  readonly tomato: string;
  readonly mustard: string;
  readonly slate: string;
  readonly grey: string;
}

const LIGHT: Palette = {
  ink: '#20242b',
  faint: '#e4dccd',
  paper: '#fffdf9',
  green: '#1f6f54',
  tomato: '#c2452d',
  mustard: '#c98a12',
  slate: '#4c6a8a',
  grey: '#9a9488',
};

const DARK: Palette = {
  ink: '#ece7dc',
  faint: '#343941',
  paper: '#1f2329',
  green: '#58b892',
  tomato: '#e8806a',
  mustard: '#e2b04a',
  slate: '#8fb0d3',
  grey: '#7d7a73',
};

/** How a chart is drawn: its colours, and its size in CSS pixels. */
export interface Look {
  readonly palette: Palette;
  readonly width: number;
  readonly height: number;
}

/** The look that an image asks for. */
export function readLook(look: string | undefined, size: string | undefined): Look {
  const palette = look === 'dark' ? DARK : LIGHT;
  return { palette, ...(SIZES.find(({ name }) => name === size) ?? WIDE) };
}

const WIDE = { name: 'wide', width: 560, height: 260 };
const SIZES = [
  WIDE,
  { name: 'full', width: 1120, height: 300 },
  { name: 'narrow', width: 360, height: 240 },
];
