import type { Category, Product } from '../catalog/product.ts';
import { toEventItem } from '../catalog/wire.ts';
import { Layout } from './layout.tsx';
import { Goods } from './product-card.tsx';
import type { Visit } from './visit.ts';

interface CategoryProps {
  readonly visit: Visit;
  readonly category: Category;
  readonly products: readonly Product[];
}

/** A shelf, kind by kind. */
export function CategoryPage({ visit, category, products }: CategoryProps) {
  const { language, texts } = visit;
  const kinds = [...new Set(products.map((product) => product.kind))];
  const items = products.map((product) => toEventItem(product));
  return (
    <Layout
      visit={visit}
      title={category.name[language]}
      description={category.line[language]}
      calls={[['viewItemList', { items }]]}
    >
      <div class="title">
        <h1>{category.name[language]}</h1>
        <p>{`${category.line[language]} ${texts.things(products.length)}.`}</p>
      </div>
      {kinds.map((kind) => (
        <section>
          <h2>{kind.plural[language]}</h2>
          <Goods visit={visit} products={products.filter((product) => product.kind === kind)} />
        </section>
      ))}
      <tendero-recommendations
        slot-id="category-for-you"
        strategy="for_you"
        category={category.name.en}
        limit="6"
      />
    </Layout>
  );
}
