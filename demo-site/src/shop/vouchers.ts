import { SHELVES } from '../catalog/categories.ts';
import type { Category, Product } from '../catalog/product.ts';

const PERCENT = 10;

/** The code that takes ten per cent off the things of a shelf. */
export function voucherOf({ id }: Category): string {
  return `TENDERA-${id.replaceAll('-', '').slice(0, 6).toUpperCase()}`;
}

/** Percent that a code takes off a product; zero for an unknown code or another shelf's. */
export function percentOff(code: string, { category }: Product): number {
  return code === voucherOf(category) ? PERCENT : 0;
}

/** Whether there is such a code. */
export function isVoucher(code: string): boolean {
  return SHELVES.some(({ category }) => voucherOf(category) === code);
}

/** The way codes are written on paper: capitals, nothing around them. */
export function normalizeCode(code: string): string {
  return code.trim().toUpperCase();
}
