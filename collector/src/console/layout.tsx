import { raw } from 'hono/html';
import type { Child, FC } from 'hono/jsx';
import { assetUrl } from './assets.ts';
import { otherLanguage, type Language } from './language.ts';
import { hereWith, linkTo, type Screen } from './screen.ts';
import type { Words } from './words/en.ts';

const PAGES = [
  { path: '', word: 'overview' },
  { path: '/live', word: 'live' },
  { path: '/segments', word: 'segments' },
  { path: '/together', word: 'together' },
  { path: '/recommendations', word: 'recommendations' },
  { path: '/experiments', word: 'experiments' },
  { path: '/delivery', word: 'delivery' },
  { path: '/test', word: 'siteTest' },
] as const;

interface DocumentProps {
  readonly language: Language;
  readonly title: string;
  readonly children?: Child;
}

/** The bare document with the awning on top. */
export const Document: FC<DocumentProps> = ({ language, title, children }) => (
  <>
    {raw('<!doctype html>')}
    <html lang={language}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="robots" content="noindex" />
        <title>{`${title} · Tendero`}</title>
        <link rel="icon" href={assetUrl('awning.svg')} />
        <link rel="stylesheet" href={assetUrl('console.css')} />
      </head>
      <body>
        <div class="awning" aria-hidden="true"></div>
        {children}
      </body>
    </html>
  </>
);

interface LayoutProps {
  readonly screen: Screen;
  readonly title: string;
  /** Path of the page's entry in the menu. */
  readonly current?: string;
  readonly children?: Child;
}

/** A page behind the login: header, menu and content. */
export const Layout: FC<LayoutProps> = ({ screen, title, current, children }) => (
  <Document language={screen.language} title={title}>
    <a class="skip" href="#content">
      {screen.words.nav.skip}
    </a>
    <header class="top">
      <div class="top-row">
        <a class="brand" href={linkTo(screen, '')}>
          Tendero
        </a>
        <SiteChooser screen={screen} />
        <Account screen={screen} />
      </div>
      <nav aria-label={screen.words.nav.label}>
        {PAGES.map(({ path, word }) => (
          <a href={linkTo(screen, path)} aria-current={path === current ? 'page' : undefined}>
            {screen.words.nav[word]}
          </a>
        ))}
      </nav>
    </header>
    <main id="content">
      {screen.team ? <p class="note">{screen.words.common.teamIsIn}</p> : undefined}
      {children}
    </main>
  </Document>
);

const SiteChooser: FC<{ screen: Screen }> = ({ screen }) => {
  if (screen.sites.length === 1) return <span class="site">{screen.site.name}</span>;
  return (
    <details class="chooser">
      <summary>
        <span class="hidden">{screen.words.nav.sites}: </span>
        {screen.site.name}
      </summary>
      <ul>
        {screen.sites.map((site) => (
          <li>
            <a
              href={linkTo(screen, '', { site: site.id })}
              aria-current={site.id === screen.site.id ? 'true' : undefined}
            >
              {site.name}
            </a>
          </li>
        ))}
      </ul>
    </details>
  );
};

const Account: FC<{ screen: Screen }> = ({ screen }) => {
  const { words, team, language, user, formToken } = screen;
  return (
    <div class="account">
      <a href={hereWith(screen, { team: team ? undefined : '1' })}>
        {team ? words.common.excludeTeam : words.common.includeTeam}
      </a>
      <LanguageLink
        href={hereWith(screen, { lang: otherLanguage(language) })}
        {...{ language, words }}
      />
      <form method="post" action="/console/logout">
        <input type="hidden" name="token" value={formToken} />
        <button class="quiet" type="submit" title={user}>
          {words.common.logOut}
        </button>
      </form>
    </div>
  );
};

/** Switches to the other language. */
export const LanguageLink: FC<{ language: Language; words: Words; href: string }> = ({
  language,
  words,
  href,
}) => (
  <a href={href} lang={otherLanguage(language)} hreflang={otherLanguage(language)}>
    {words.otherLanguage}
  </a>
);
