import type { Product } from '../catalog/product.ts';
import { Layout } from './layout.tsx';
import { Goods } from './product-card.tsx';
import type { Visit } from './visit.ts';

interface SearchProps {
  readonly visit: Visit;
  readonly query: string;
  readonly found: readonly Product[];
}

/** What a search found. */
export function SearchPage({ visit, query, found }: SearchProps) {
  const { texts } = visit;
  return (
    <Layout
      visit={visit}
      title={query ? texts.resultsFor(query) : texts.searchLabel}
      calls={query ? [['search', query, { results: found.length }]] : []}
    >
      <div class="title">
        <h1>{query ? texts.resultsFor(query) : texts.searchLabel}</h1>
        <p>{hint(visit, query, found.length)}</p>
      </div>
      <Goods visit={visit} products={found} />
      <tendero-recommendations slot-id="search-popular" strategy="popular" limit="6" />
    </Layout>
  );
}

function hint({ texts }: Visit, query: string, found: number): string {
  if (!query) return texts.searchFirst;
  return found > 0 ? texts.things(found) : texts.noResults;
}
