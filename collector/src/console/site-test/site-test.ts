import type { Site } from '../../config.ts';
import type { Refusal } from '../../operate/refusals.ts';

/** Whether the address that was asked about may send events. */
export type OriginCheck =
  | { readonly state: 'not-asked' }
  | { readonly state: 'unreadable' }
  | { readonly state: 'listed'; readonly origin: string }
  | { readonly state: 'not-listed'; readonly origin: string };

/** An origin with the time of its last event (ms UTC). */
export interface OriginState {
  readonly origin: string;
  readonly isListed: boolean;
  readonly lastAt: number | undefined;
}

/** Everything that the page «test my site» shows besides the events. */
export interface SiteTest {
  /** As typed. */
  readonly asked: string;
  readonly check: OriginCheck;
  /** The origin that the snippet is for. */
  readonly origin: string;
  readonly snippet: string;
  readonly origins: readonly OriginState[];
  readonly refusals: readonly Refusal[];
}

/** Requests that are no page's doing: the console's own, and addresses that somebody guesses. */
const TAG_ROUTES = /^\/(?:v1|tendero\.js|widgets\.js)/;

/** The published line of sdk/README.md: calls wait until the script is there. */
const STUB =
  '<script>window.tendero=window.tendero||function(){(tendero.q=tendero.q||[]).push(arguments)}</script>';

/** Puts the findings together. `collectorUrl`: where this collector is reached, without a slash at the end. */
export function testSite({
  site,
  asked,
  arrivals,
  refusals,
  collectorUrl,
}: {
  site: Site;
  asked: string;
  arrivals: readonly { readonly origin: string; readonly lastAt: number }[];
  refusals: readonly Refusal[];
  collectorUrl: string;
}): SiteTest {
  const check = checkOrigin(site, asked);
  const known = [...new Set([...site.origins, ...arrivals.map(({ origin }) => origin)])];
  return {
    asked,
    check,
    origin: 'origin' in check ? check.origin : (site.origins[0] ?? ''),
    snippet: snippetFor(site, collectorUrl),
    origins: known.map((origin) => ({
      origin,
      isListed: site.origins.includes(origin),
      lastAt: arrivals.find((arrival) => arrival.origin === origin)?.lastAt,
    })),
    refusals: refusals.filter(({ path }) => TAG_ROUTES.test(path)),
  };
}

/** The tag of a shop and the consent banner, as README.md has them. */
function snippetFor(site: Site, collectorUrl: string): string {
  const [key = ''] = site.writeKeys;
  return [
    STUB,
    `<script async src="${collectorUrl}/tendero.js" data-key="${key}"></script>`,
    `<script async src="${collectorUrl}/widgets.js"></script>`,
    `<tendero-consent></tendero-consent>`,
  ].join('\n');
}

/** Accepts a whole address of a page too; only its origin counts. */
function checkOrigin(site: Site, asked: string): OriginCheck {
  if (asked.trim() === '') return { state: 'not-asked' };
  if (!URL.canParse(asked.trim())) return { state: 'unreadable' };
  const { origin, protocol } = new URL(asked.trim());
  if (!/^https?:$/.test(protocol)) return { state: 'unreadable' };
  return site.origins.includes(origin)
    ? { state: 'listed', origin }
    : { state: 'not-listed', origin };
}
