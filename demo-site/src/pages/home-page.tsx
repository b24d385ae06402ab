import type { Product } from '../catalog/product.ts';
import { Layout } from './layout.tsx';
import { Goods } from './product-card.tsx';
import type { Visit } from './visit.ts';

interface HomeProps {
  readonly visit: Visit;
  /** What lies on the counter today. */
  readonly counter: readonly Product[];
  /** One thing of each shelf, for its picture. */
  readonly faces: readonly Product[];
}

/** The front of the shop. */
export function HomePage({ visit, counter, faces }: HomeProps) {
  const { texts, link, language } = visit;
  return (
    <Layout visit={visit} title="La Tendera">
      <section class="hero">
        <div>
          <h1>{texts.heroTitle}</h1>
          <p>{texts.heroText}</p>
          <a class="button" href={link('/browse')}>
            {texts.heroAction}
          </a>
        </div>
        <div class="window" aria-hidden="true">
          {faces.slice(0, 6).map(({ id }) => (
            <img src={`/pictures/${id}.svg`} alt="" width={400} height={400} />
          ))}
        </div>
      </section>
      <tendero-recommendations slot-id="home-for-you" strategy="for_you" limit="6" />
      <h2>{texts.shelves}</h2>
      <ul class="tiles">
        {faces.map(({ id, category }) => (
          <li>
            <a href={link(`/c/${category.id}`)}>
              <img src={`/pictures/${id}.svg`} alt="" width={400} height={400} loading="lazy" />
              <strong>{category.name[language]}</strong>
              <span>{category.line[language]}</span>
            </a>
          </li>
        ))}
      </ul>
      <h2>{texts.newIn}</h2>
      <Goods visit={visit} products={counter} />
      <tendero-recommendations
        slot-id="home-popular"
        strategy="popular"
        limit="6"
        heading={texts.popular}
      />
    </Layout>
  );
}
