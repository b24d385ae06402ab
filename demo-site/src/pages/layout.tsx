import type { Child } from 'hono/jsx';
import type { TenderoCall } from '../shop/session.ts';
import type { Visit } from './visit.ts';
import { linkIn } from './visit.ts';

/** The published stub: calls wait until the script is there. */
const STUB = 'window.tendero=window.tendero||function(){(tendero.q=tendero.q||[]).push(arguments)}';

interface LayoutProps {
  readonly visit: Visit;
  readonly title: string;
  readonly description?: string;
  /** What this page tells Tendero. */
  readonly calls?: readonly TenderoCall[];
  readonly children?: Child;
}

/** The frame of every page. */
export function Layout({ visit, title, description, calls = [], children }: LayoutProps) {
  const { texts, link, tendero } = visit;
  return (
    <html lang={visit.language}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>{title === 'La Tendera' ? title : `${title} · La Tendera`}</title>
        <meta name="description" content={description ?? texts.tagline} />
        <link rel="icon" type="image/svg+xml" href="/icon.svg" />
        <link rel="stylesheet" href="/assets/shop.css" />
        <script nonce={visit.nonce} dangerouslySetInnerHTML={{ __html: STUB }} />
        <script async src={`${tendero.collectorUrl}/tendero.js`} data-key={tendero.writeKey} />
        <script async src={`${tendero.collectorUrl}/widgets.js`} />
        <script defer src="/assets/browser.js" />
      </head>
      <body data-tendero={JSON.stringify([...allCalls(visit), ...calls])}>
        <a class="skip" href="#main">
          {texts.skip}
        </a>
        <Header visit={visit} />
        <main id="main">{children}</main>
        <footer>
          <p>{texts.footer}</p>
          <p>
            <button type="button" class="plain" data-privacy>
              {texts.privacy}
            </button>
            <a href={link('/browse')}>{texts.quickBrowse}</a>
            <OtherLanguage visit={visit} />
          </p>
        </footer>
        <tendero-consent />
      </body>
    </html>
  );
}

function allCalls(visit: Visit): TenderoCall[] {
  const { customerToken, calls } = visit;
  return [...(customerToken ? [['identify', customerToken] as const] : []), ...calls];
}

function Header({ visit }: { visit: Visit }) {
  const { texts, link, account } = visit;
  return (
    <header>
      <div class="awning" aria-hidden="true" />
      <div class="bar">
        <a class="brand" href={link('/')}>
          La Tendera
        </a>
        <form class="search" role="search" action={link('/search')}>
          <input
            type="search"
            name="q"
            aria-label={texts.searchLabel}
            placeholder={texts.searchHint}
          />
          <button>{texts.searchAction}</button>
        </form>
        <nav class="tools" aria-label={texts.account}>
          <OtherLanguage visit={visit} />
          <a href={link('/account')}>
            {account ? texts.hello(firstName(account.name)) : texts.account}
          </a>
          <a href={link('/cart')}>
            {texts.cart}{' '}
            <span class="count" data-cart-count>
              {visit.cart.count}
            </span>
          </a>
        </nav>
      </div>
      <nav class="shelves" aria-label={texts.shelves}>
        {visit.categories.map(({ id, name }) => (
          <a href={link(`/c/${id}`)} aria-current={visit.path === `/c/${id}` ? 'page' : undefined}>
            {name[visit.language]}
          </a>
        ))}
      </nav>
    </header>
  );
}

function OtherLanguage({ visit }: { visit: Visit }) {
  const other = visit.language === 'en' ? 'es' : 'en';
  return (
    <a lang={other} hreflang={other} href={linkIn(other, visit.path)}>
      {visit.texts.otherLanguage}
    </a>
  );
}

function firstName(name: string): string {
  return name.split(' ')[0] ?? name;
}
