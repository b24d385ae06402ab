import type { Product } from '../catalog/product.ts';

interface Tint {
  readonly wall: string;
  readonly niche: string;
  readonly table: string;
}

/** Warm house walls; none is a product colour, so that every thing stands out. */
const TINTS: readonly [Tint, ...Tint[]] = [
  { wall: '#f3e7d3', niche: '#fbf4e6', table: '#ddc6a3' },
  { wall: '#e6e9dc', niche: '#f4f6ec', table: '#cbbf9f' },
  { wall: '#f2ddd0', niche: '#fbeee5', table: '#d8b89d' },
  { wall: '#dde7ea', niche: '#eff5f6', table: '#cdbb9b' },
  { wall: '#eee0e4', niche: '#f9f0f2', table: '#d3bba0' },
];

/** The scene behind a thing: a wall with an arched niche, a table and soft shade under the thing. */
export function wall(product: Product): string {
  const tint =
    TINTS[(product.group.length + product.model + product.kind.id.length) % TINTS.length] ??
    TINTS[0];
  return (
    `<path d="M0 0H400V400H0Z" fill="${tint.wall}"/>` +
    `<path d="M58 400V190a142 142 0 0 1 284 0V400Z" fill="${tint.niche}"/>` +
    `<path d="M0 318H400V400H0Z" fill="${tint.table}"/>` +
    '<path d="M0 318H400" stroke="#fff" stroke-width="3" opacity=".45"/>' +
    '<ellipse cx="208" cy="330" rx="128" ry="15" fill="#3a2a18" opacity=".17"/>'
  );
}
