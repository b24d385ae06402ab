import type { DecidedOffer } from '@tendero/schema';
import type { Catalog } from '../catalog/catalog.ts';
import type { OfferRule, Site } from '../config.ts';
import { localize } from '../lib/localize.ts';

/** What an offer may know. Where nothing of a person may be read, `recent` is empty. */
export interface OfferQuery {
  readonly site: Site;
  readonly item?: string;
  readonly category?: string;
  readonly cart: readonly string[];
  /** Seen by this person, newest first. */
  readonly recent: readonly string[];
  /** Offers that the page shows elsewhere. */
  readonly shown: readonly string[];
  readonly locale?: string;
}

/** A rule that holds, and how well it fits. */
interface Fit {
  readonly rule: OfferRule;
  /** Place of the rule's category in the path of its items: the deeper, the more special. */
  readonly depth: number;
  /** How many things of the category the person has to do with here. */
  readonly items: number;
}

/** The offer that fits best: the most special category first, then the one the person looked at most. */
export function chooseOffer(catalog: Catalog, query: OfferQuery): DecidedOffer | null {
  const [best] = query.site.offers
    .filter(({ id }) => !query.shown.includes(id))
    .map((rule) => fit(rule, catalog, query))
    .filter((one) => one !== undefined)
    .sort((one, other) => other.depth - one.depth || other.items - one.items);
  return best ? present(best.rule, query) : null;
}

/** What lies in the cart or on the page speaks for itself; what was only looked at must come to `views`. */
function fit(rule: OfferRule, catalog: Catalog, query: OfferQuery): Fit | undefined {
  const place = (itemId: string) =>
    catalog.get(query.site.id, itemId)?.category.indexOf(rule.category) ?? -1;
  const isInside = (itemId: string) => place(itemId) >= 0;
  const here = [...query.cart, ...(query.item === undefined ? [] : [query.item])].filter(isInside);
  const all = [...new Set([...here, ...query.recent.filter(isInside)])];
  const isHere = here.length > 0 || query.category === rule.category;
  if (!isHere && all.length < rule.views) return undefined;
  return { rule, depth: Math.max(0, ...all.map(place)), items: all.length };
}

function present(rule: OfferRule, { locale, site }: OfferQuery): DecidedOffer {
  const read = (text: OfferRule['title']) => localize(text, [locale, site.locale]) ?? '';
  return {
    offer_id: rule.id,
    title: read(rule.title),
    text: read(rule.text),
    action: read(rule.action),
    url: rule.url,
    ...(rule.code !== undefined && { code: rule.code }),
    reason: { code: 'interest', with: rule.category },
  };
}
