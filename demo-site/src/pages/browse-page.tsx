import { Layout } from './layout.tsx';
import type { Visit } from './visit.ts';

interface BrowseProps {
  readonly visit: Visit;
  readonly title: string;
  /** What the script shows first: the answer of the page's JSON address. */
  readonly view: object;
}

/** The single-page corner of the shop: the script fills it and moves by history.pushState. */
export function BrowsePage({ visit, title, view }: BrowseProps) {
  const { texts, link, language, categories } = visit;
  return (
    <Layout visit={visit} title={title}>
      <div class="title">
        <h1>{texts.browseTitle}</h1>
        <p>{texts.browseNote}</p>
      </div>
      <nav class="shelves" aria-label={texts.browseTitle}>
        {categories.map(({ id, name }) => (
          <a href={link(`/browse/c/${id}`)} data-route>
            {name[language]}
          </a>
        ))}
      </nav>
      <div id="browse" aria-live="polite" data-view={JSON.stringify(view)}>
        <noscript>{texts.needsScript}</noscript>
      </div>
    </Layout>
  );
}
