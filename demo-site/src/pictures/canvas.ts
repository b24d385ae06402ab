import type { Colour } from '../catalog/product.ts';

/** How the main body of a thing is decorated. */
export type Pattern = 'plain' | 'stripes' | 'dots' | 'waves' | 'tiles' | 'band';

/** Across and down. */
type Pair = readonly [x: number, y: number];

/** Collects shapes of one picture, 400 × 400, the table at y = 322. All input is the project's own. */
export interface Canvas {
  readonly colour: Colour;
  readonly pattern: Pattern;
  /** A filled path with the pattern, light from the left and shade to the right. */
  body: (path: string, fill?: string, pattern?: Pattern) => void;
  fill: (path: string, fill: string, opacity?: number) => void;
  stroke: (path: string, stroke: string, width: number, opacity?: number) => void;
  circle: (center: Pair, radius: number, fill: string, opacity?: number) => void;
  oval: (center: Pair, radii: Pair, fill: string, opacity?: number) => void;
  /** The shapes so far, as SVG markup. */
  markup: () => string;
}

/** Draws one kind of thing. */
export type Drawing = (canvas: Canvas) => void;

/** Makes an empty canvas. */
export function createCanvas(colour: Colour, pattern: Pattern): Canvas {
  const parts: string[] = [];
  let clips = 0;
  const fill: Canvas['fill'] = (path, paint, opacity = 1) => {
    parts.push(`<path d="${path}" fill="${paint}"${faded(opacity)}/>`);
  };
  return {
    colour,
    pattern,
    fill,
    body: (path, paint = colour.base, decoration = pattern) => {
      clips += 1;
      parts.push(`<clipPath id="c${clips}"><path d="${path}"/></clipPath>`);
      fill(path, paint);
      parts.push(`<g clip-path="url(#c${clips})">${decorate(decoration, colour)}</g>`);
      fill(path, 'url(#light)');
    },
    stroke: (path, paint, width, opacity = 1) => {
      parts.push(
        `<path d="${path}" fill="none" stroke="${paint}" stroke-width="${width}" stroke-linecap="round" stroke-linejoin="round"${faded(opacity)}/>`,
      );
    },
    circle: ([x, y], radius, paint, opacity = 1) => {
      parts.push(`<circle cx="${x}" cy="${y}" r="${radius}" fill="${paint}"${faded(opacity)}/>`);
    },
    oval: ([x, y], [rx, ry], paint, opacity = 1) => {
      parts.push(
        `<ellipse cx="${x}" cy="${y}" rx="${rx}" ry="${ry}" fill="${paint}"${faded(opacity)}/>`,
      );
    },
    markup: () => parts.join(''),
  };
}

function faded(opacity: number): string {
  return opacity === 1 ? '' : ` opacity="${opacity}"`;
}

function decorate(pattern: Pattern, colour: Colour): string {
  switch (pattern) {
    case 'plain':
      return '';
    case 'band':
      return `<path d="M0 214H400V246H0Z" fill="${colour.accent}" opacity=".85"/><path d="M0 254H400" stroke="${colour.accent}" stroke-width="4" opacity=".85"/>`;
    case 'stripes':
      return rows(
        9,
        (i) =>
          `<path d="M${i * 46} 0V400" stroke="${colour.accent}" stroke-width="15" opacity=".8"/>`,
      );
    case 'waves':
      return rows(14, (i) => wave(24 + i * 28, colour.light));
    case 'dots':
      return rows(14, (row) =>
        rows(12, (column) => {
          const x = column * 36 + (row % 2) * 18;
          return `<circle cx="${x}" cy="${row * 30}" r="6" fill="${colour.accent}" opacity=".9"/>`;
        }),
      );
    case 'tiles':
      return rows(9, (row) => rows(9, (column) => tile(column * 48 + 8, row * 48 + 10, colour)));
  }
}

function wave(y: number, stroke: string): string {
  const bumps = rows(10, () => 't40 0');
  return `<path d="M-20 ${y}q20 -16 40 0${bumps}" fill="none" stroke="${stroke}" stroke-width="5" opacity=".8"/>`;
}

/** A flower of four petals, as on a tiled kitchen wall. */
function tile(x: number, y: number, colour: Colour): string {
  const petal = 'c7 -5 7 -13 0 -18c-7 5 -7 13 0 18';
  const petals = [0, 90, 180, 270]
    .map(
      (turn) =>
        `<path transform="rotate(${turn} ${x} ${y})" d="M${x} ${y}${petal}" fill="${colour.accent}"/>`,
    )
    .join('');
  return `${petals}<circle cx="${x}" cy="${y}" r="3.5" fill="${colour.dark}"/><circle cx="${x + 24}" cy="${y + 24}" r="4" fill="${colour.light}"/>`;
}

function rows(count: number, draw: (index: number) => string): string {
  return Array.from({ length: count }, (_, index) => draw(index)).join('');
}
