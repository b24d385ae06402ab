import type { Product } from '../catalog/product.ts';
import { payCents } from '../catalog/product.ts';
import { CURRENCY, toEventItem } from '../catalog/wire.ts';
import { Layout } from './layout.tsx';
import { Price } from './product-card.tsx';
import type { Visit } from './visit.ts';

interface ProductProps {
  readonly visit: Visit;
  readonly product: Product;
  /** The other colours of the same model. */
  readonly variants: readonly Product[];
}

/** One thing, with what goes well with it. */
export function ProductPage({ visit, product, variants }: ProductProps) {
  const { language, texts, link } = visit;
  const goods = {
    items: [toEventItem(product)],
    value: payCents(product) / 100,
    currency: CURRENCY,
  };
  return (
    <Layout
      visit={visit}
      title={product.title[language]}
      description={product.description[language]}
      calls={[['viewItem', goods]]}
    >
      <nav class="crumbs">
        <a href={link(`/c/${product.category.id}`)}>{product.category.name[language]}</a>
        <span>{product.kind.plural[language]}</span>
      </nav>
      <article class="product">
        <img
          src={`/pictures/${product.id}.svg`}
          alt={product.title[language]}
          width={400}
          height={400}
        />
        <div>
          <h1>{product.title[language]}</h1>
          <p class="maker">{texts.by(product.brand)}</p>
          <p>
            <Price visit={visit} product={product} />
          </p>
          <p>{product.description[language]}</p>
          <AddToCart visit={visit} product={product} />
          <dl>
            <dt>{texts.material}</dt>
            <dd>{product.kind.material[language]}</dd>
            <dt>{texts.maker}</dt>
            <dd>{product.brand}</dd>
          </dl>
          {variants.length > 0 && <Variants visit={visit} variants={variants} />}
        </div>
      </article>
      <tendero-recommendations
        slot-id="product-related"
        strategy="related"
        item={product.id}
        category={product.category.name.en}
        limit="6"
      />
      <tendero-recommendations
        slot-id="product-for-you"
        strategy="for_you"
        item={product.id}
        limit="6"
      />
      <tendero-recommendations
        slot-id="product-recently-viewed"
        strategy="recently_viewed"
        item={product.id}
        limit="6"
      />
    </Layout>
  );
}

function AddToCart({ visit, product }: { visit: Visit; product: Product }) {
  const { texts, link } = visit;
  if (!product.inStock) return <p class="note">{texts.soldOut}</p>;
  return (
    <form
      method="post"
      action={link('/cart/add')}
      data-add={JSON.stringify(toEventItem(product))}
      data-added={texts.added}
    >
      <input type="hidden" name="id" value={product.id} />
      <button>{texts.addToCart}</button>
      <p class="note" role="status">
        {texts.inStock}
      </p>
    </form>
  );
}

function Variants({ visit, variants }: { visit: Visit; variants: readonly Product[] }) {
  return (
    <div class="variants">
      <h2>{visit.texts.variants}</h2>
      {variants.map(({ id, variant }) => (
        <a href={visit.link(`/p/${id}`)}>
          <img src={`/pictures/${id}.svg`} alt="" width={400} height={400} />
          {variant[visit.language]}
        </a>
      ))}
    </div>
  );
}
