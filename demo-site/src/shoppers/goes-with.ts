import type { Kind, Product } from '../catalog/product.ts';

/**
 * What people like to take along with each product, the same for everybody, so that goods are bought together more
 * often than by chance: the nth of a kind goes with the nth of the kind beside it on the shelf, and the other way round.
 */
export function pairUp(products: readonly Product[]): ReadonlyMap<Product, Product> {
  const byKind = new Map<Kind, Product[]>();
  for (const product of products) {
    const goods = byKind.get(product.kind);
    if (goods) goods.push(product);
    else byKind.set(product.kind, [product]);
  }
  const kinds = [...byKind.values()];
  return new Map(
    kinds.flatMap((goods, number) => {
      const others = kinds[number % 2 === 0 ? number + 1 : number - 1] ?? [];
      return goods.flatMap((product, index): [Product, Product][] => {
        const other = others[index];
        return other?.category.id === product.category.id ? [[product, other]] : [];
      });
    }),
  );
}
