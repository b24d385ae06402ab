import type { Language, Product } from './product.ts';
import { fit, queryWords, wordsOf } from './search-words.ts';

/** Products in whose words of this language each word of the query stands or begins one, best first. */
export function searchProducts(
  products: readonly Product[],
  query: string,
  language: Language,
): readonly Product[] {
  const wanted = queryWords(query);
  if (wanted.length === 0) return [];
  return products
    .map((product) => ({ product, score: score(product, wanted, language) }))
    .filter((hit) => hit.score > 0)
    .sort((a, b) => b.score - a.score)
    .map((hit) => hit.product);
}

/** Sum over the words of the best place that holds each; zero when one word is nowhere. */
function score(product: Product, wanted: readonly string[], language: Language): number {
  const places: readonly Place[] = [
    // what a thing is says more than the colour in its title
    { words: wordsOf(product.kind.plural[language]), weight: 5 },
    { words: wordsOf(product.title[language]), weight: 4 },
    { words: wordsOf(product.category.name[language]), weight: 2 },
    { words: wordsOf(product.brand), weight: 2 },
    { words: wordsOf(product.description[language]), weight: 1 },
  ];
  let total = 0;
  for (const word of wanted) {
    const best = Math.max(...places.map((place) => worth(place, word)));
    if (best === 0) return 0;
    total += best;
  }
  return total;
}

interface Place {
  readonly words: readonly string[];
  readonly weight: number;
}

/** A whole word says more than a beginning, but less than a better place. */
function worth({ words, weight }: Place, wanted: string): number {
  const fits = words.map((word) => fit(word, wanted));
  if (fits.includes('whole')) return weight * 1.5;
  return fits.includes('beginning') ? weight : 0;
}
