const ABSOLUTE = /^https?:\/\//i;
/** A path of the shop. Browsers read `//host` and `/\host` as another origin. */
const PATH = /^\/(?![/\\])/;

/**
 * The one gate for addresses that come from data: an http(s) address or a path of the page's
 * origin, as a full address; anything else is undefined.
 */
export function safeUrl(value: unknown, base: string): string | undefined {
  if (typeof value !== 'string' || !(ABSOLUTE.test(value) || PATH.test(value))) return undefined;
  return URL.canParse(value, base) ? new URL(value, base).href : undefined;
}
