import { Layout } from './layout.tsx';
import type { Visit } from './visit.ts';

/** For addresses that lead nowhere. */
export function NotFoundPage({ visit }: { visit: Visit }) {
  const { texts, link } = visit;
  return (
    <Layout visit={visit} title={texts.notFoundTitle}>
      <div class="title">
        <h1>{texts.notFoundTitle}</h1>
        <p>{texts.notFoundText}</p>
        <a class="button" href={link('/')}>
          {texts.backHome}
        </a>
      </div>
      <tendero-recommendations slot-id="lost-popular" strategy="popular" limit="6" />
    </Layout>
  );
}
