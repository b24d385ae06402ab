import type { Plugin } from './events.ts';

/** What a shop says about itself. */
export interface TenderoOptions {
  /** The site's write key: it can only append and is safe to publish. */
  readonly key: string;
  /** Origin and path prefix of the collector, for example `https://shop.example/t`. */
  readonly endpoint: string;
  /** Prints every event, and every rejection with its reason, to the console. @default false */
  readonly debug?: boolean | undefined;
  /** Marks all traffic of this browser as the shop's own team's. @default false */
  readonly internal?: boolean | undefined;
  /** Domain of the cookie `tendero_id`, for shops on several hosts. @default this host only */
  readonly cookieDomain?: string | undefined;
  /** Global name of Google's data layer, whose shop events flow in; `''` reads none. @default 'dataLayer' */
  readonly dataLayer?: string | undefined;
  /** See each event first; more can join later by `use`. @default none */
  readonly plugins?: Iterable<Plugin> | undefined;
}
