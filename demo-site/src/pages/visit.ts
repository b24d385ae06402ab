import type { Category, Language } from '../catalog/product.ts';
import type { CartView } from '../shop/cart.ts';
import type { Account } from '../shop/books.ts';
import type { TenderoCall } from '../shop/session.ts';
import type { Texts } from './texts.ts';

/** What every page knows about the request it answers. */
export interface Visit {
  readonly language: Language;
  readonly texts: Texts;
  /** Path of this page without the language. */
  readonly path: string;
  /** For the one inline script of the page. */
  readonly nonce: string;
  readonly cart: CartView;
  readonly account: Account | undefined;
  /** Proves the account to the collector. */
  readonly customerToken: string | undefined;
  /** What earlier requests left to tell Tendero. */
  readonly calls: readonly TenderoCall[];
  readonly tendero: { readonly collectorUrl: string; readonly writeKey: string };
  readonly categories: readonly Category[];
  /** A path of the shop in the language of this page. */
  readonly link: (path: string) => string;
}

/** Puts the language before a path: English has none. */
export function linkIn(language: Language, path: string): string {
  if (language === 'en') return path;
  return path === '/' ? `/${language}` : `/${language}${path}`;
}
