/** What a shop says about itself; resolved once, at the start. */
export interface TenderoOptions {
  /** The site's write key: it can only append and is safe to publish. */
  readonly key: string;
  /** Origin and path prefix of the collector, for example `https://shop.example/t`. */
  readonly endpoint: string;
  /** Prints every event, and every rejection with its reason, to the console. @default false */
  readonly debug?: boolean;
  /** Marks all traffic of this browser as the shop's own team's. @default false */
  readonly internal?: boolean;
  /** Domain of the cookie `tendero_id`, for shops on several hosts. @default this host only */
  readonly cookieDomain?: string;
}

/** The options with every default filled in. */
export type Settings = Required<TenderoOptions>;

/** Fills in the defaults; a slash at the end of the endpoint is dropped. */
export function resolveOptions(options: TenderoOptions): Settings {
  return {
    debug: false,
    internal: false,
    cookieDomain: '',
    ...options,
    endpoint: options.endpoint.replace(/\/$/, ''),
  };
}
