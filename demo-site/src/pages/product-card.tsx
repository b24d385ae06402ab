import type { Product } from '../catalog/product.ts';
import { payCents } from '../catalog/product.ts';
import { euros } from './texts.ts';
import type { Visit } from './visit.ts';

/** Cards of goods, as on every shelf. */
export function Goods({ visit, products }: { visit: Visit; products: readonly Product[] }) {
  return (
    <ul class="goods">
      {products.map((product) => (
        <li>
          <Card visit={visit} product={product} />
        </li>
      ))}
    </ul>
  );
}

function Card({ visit, product }: { visit: Visit; product: Product }) {
  const { language, link, texts } = visit;
  return (
    <a class="card" href={link(`/p/${product.id}`)}>
      <img src={`/pictures/${product.id}.svg`} alt="" width={400} height={400} loading="lazy" />
      <span class="name">{product.title[language]}</span>
      <span class="maker">{product.brand}</span>
      {product.inStock ? (
        <Price visit={visit} product={product} />
      ) : (
        <span class="note">{texts.soldOut}</span>
      )}
    </a>
  );
}

/** The price to pay, and the struck one where there is a sale. */
export function Price({ visit, product }: { visit: Visit; product: Product }) {
  return (
    <span class="price">
      {euros(payCents(product), visit.language)}
      {product.saleCents !== undefined && (
        <>
          {' '}
          <span class="visually-hidden">{visit.texts.was}</span>
          <s>{euros(product.priceCents, visit.language)}</s>
        </>
      )}
    </span>
  );
}
