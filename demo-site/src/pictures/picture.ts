import type { Product } from '../catalog/product.ts';
import { createCanvas } from './canvas.ts';
import type { Drawing, Pattern } from './canvas.ts';
import { bathDrawings } from './drawings/bath.ts';
import { gardenDrawings } from './drawings/garden.ts';
import { kitchenDrawings } from './drawings/kitchen.ts';
import { lampDrawings } from './drawings/lamps.ts';
import { pantryDrawings } from './drawings/pantry.ts';
import { shoeDrawings } from './drawings/shoes.ts';
import { stationeryDrawings } from './drawings/stationery.ts';
import { teaDrawings } from './drawings/tea.ts';
import { textileDrawings } from './drawings/textiles.ts';
import { toyDrawings } from './drawings/toys.ts';
import { wall } from './wall.ts';

const DRAWINGS: Readonly<Record<string, Drawing>> = {
  ...kitchenDrawings,
  ...teaDrawings,
  ...pantryDrawings,
  ...lampDrawings,
  ...textileDrawings,
  ...bathDrawings,
  ...gardenDrawings,
  ...shoeDrawings,
  ...stationeryDrawings,
  ...toyDrawings,
};

/** Models differ by their decoration; which three a kind gets depends on the letters of its name. */
const PATTERNS: readonly Pattern[] = ['band', 'tiles', 'plain', 'stripes', 'dots', 'waves'];

const GRADIENT =
  '<linearGradient id="light"><stop offset="0" stop-color="#fff" stop-opacity=".28"/>' +
  '<stop offset=".38" stop-color="#fff" stop-opacity="0"/>' +
  '<stop offset="1" stop-color="#1b1108" stop-opacity=".26"/></linearGradient>';

/** Draws a product as a standalone SVG document. The same product always gives the same picture. */
export function drawPicture(product: Product): string {
  const draw = DRAWINGS[product.kind.id];
  if (!draw) throw new RangeError(`expected a drawing for ${product.kind.id}`);
  const canvas = createCanvas(product.colour, patternOf(product));
  draw(canvas);
  return (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 400" width="400" height="400">' +
    `<defs>${GRADIENT}</defs>${wall(product)}${canvas.markup()}</svg>`
  );
}

function patternOf(product: Product): Pattern {
  const start = product.kind.id.length % PATTERNS.length;
  return PATTERNS[(start + product.model * 2 + (start % 2)) % PATTERNS.length] ?? 'plain';
}
