import type { Language, Product } from './product.ts';

/** Products that hold every word of the query in their words of this language, best first. */
export function searchProducts(
  products: readonly Product[],
  query: string,
  language: Language,
): readonly Product[] {
  const words = fold(query).split(/\s+/).filter(Boolean);
  if (words.length === 0) return [];
  return products
    .map((product) => ({ product, score: score(product, words, language) }))
    .filter((hit) => hit.score > 0)
    .sort((a, b) => b.score - a.score)
    .map((hit) => hit.product);
}

/** Sum over the words of the best place that holds each; zero when one word is nowhere. */
function score(product: Product, words: readonly string[], language: Language): number {
  const places: readonly (readonly [string, number])[] = [
    [product.title[language], 4],
    [product.kind.plural[language], 4],
    [product.category.name[language], 2],
    [product.brand, 2],
    [product.description[language], 1],
  ];
  let total = 0;
  for (const word of words) {
    const best = Math.max(0, ...places.map(([text, weight]) => (holds(text, word) ? weight : 0)));
    if (best === 0) return 0;
    total += best;
  }
  return total;
}

function holds(text: string, word: string): boolean {
  return fold(text).includes(stem(word));
}

/** Good enough for two languages and a small shop: "mugs" finds "mug", "teteras" finds "tetera". */
function stem(word: string): string {
  return word.length > 3 && word.endsWith('s') ? word.slice(0, -1) : word;
}

/** Without accents and case: nobody types «sartén» with its accent on a phone. */
function fold(text: string): string {
  return text
    .normalize('NFD')
    .replaceAll(/\p{Diacritic}/gu, '')
    .toLowerCase();
}
