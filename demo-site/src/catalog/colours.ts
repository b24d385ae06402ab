import type { Colour } from './product.ts';

const list: readonly Colour[] = [
  colour('olive', 'olive green', 'verde oliva', '#7d8450', '#565c33', '#b9be8e', '#e9d8a6'),
  colour('terracotta', 'terracotta', 'terracota', '#c4704b', '#914a2c', '#e5a987', '#f3e3cd'),
  colour('indigo', 'indigo blue', 'azul añil', '#3d5a8c', '#263b61', '#8aa4cc', '#f2e6cf'),
  colour(
    'saffron',
    'saffron yellow',
    'amarillo azafrán',
    '#dea53a',
    '#a8741b',
    '#f2d08b',
    '#7a4a2b',
  ),
  colour('cream', 'cream', 'color crema', '#eadfca', '#bfae90', '#faf4e8', '#b4694a'),
  colour('tomato', 'tomato red', 'rojo tomate', '#c2452d', '#8a2b19', '#e58e7b', '#f6e3c5'),
  colour('sea', 'sea blue', 'azul mar', '#3f8f9b', '#28626b', '#93c8cf', '#f5ead6'),
  colour('plum', 'plum', 'ciruela', '#7b4a68', '#522d45', '#b78fa7', '#f0d7c6'),
  colour('sage', 'sage', 'verde salvia', '#9fb19a', '#6c8067', '#cfdacb', '#f7efe0'),
  colour('charcoal', 'charcoal', 'gris carbón', '#4a4f57', '#2d3138', '#8c929c', '#e2b04a'),
  colour('rose', 'dusty rose', 'rosa palo', '#d59c93', '#a76b63', '#efcfc8', '#6e7f5c'),
  colour('honey', 'honey', 'color miel', '#c68f4e', '#8f612b', '#e6c391', '#f8eeda'),
];

function colour(
  id: string,
  en: string,
  es: string,
  ...[base, dark, light, accent]: [string, string, string, string]
): Colour {
  return { id, name: { en, es }, base, dark, light, accent };
}

/** Finds a colour by id; an unknown id is a mistake in the catalogue and throws. */
export function colourOf(id: string): Colour {
  const found = list.find((entry) => entry.id === id);
  if (!found) throw new RangeError(`expected a known colour, got ${id}`);
  return found;
}
