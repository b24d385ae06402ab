import type { DecidedItem, Reason, ReasonCode } from '@tendero/schema';
import type { Catalog } from '../catalog/catalog.ts';
import type { Site } from '../config.ts';
import { localize } from '../lib/localize.ts';
import type { Placed } from '../rules/placed.ts';

interface Audience {
  readonly site: Site;
  /** Language of the page. */
  readonly locale: string | undefined;
  /** What the person looked at before this page, as far as it may be read. */
  readonly seenBefore: readonly string[];
}

/** What was chosen, and why. */
export interface Explained extends Placed {
  readonly reason: Reason;
}

/** What was chosen, as a widget shows it. */
export function presentItem(
  catalog: Catalog,
  { item, reason }: Explained,
  audience: Audience,
): DecidedItem {
  const { site } = audience;
  return {
    item_id: item.item_id,
    title: localize(item.title, [audience.locale, site.locale]) ?? item.item_id,
    url: item.url,
    image_url: item.image_url ?? '',
    price: item.price,
    ...(item.sale_price !== undefined && { sale_price: item.sale_price }),
    currency: item.currency ?? site.currency,
    reason: presentReason(catalog, reason, audience),
  };
}

/** Reasons whose `with` is a category. */
const NAMES_CATEGORY: readonly ReasonCode[] = ['popular', 'trending', 'new', 'interest'];

/**
 * An item that led here is named by its title, but as looked at only where the person did so before they came to this
 * page; a category is named by itself, where the page speaks the catalogue's language.
 */
function presentReason(catalog: Catalog, reason: Reason, audience: Audience): Reason {
  const { site, locale, seenBefore } = audience;
  if (reason.with === undefined) return reason;
  if (reason.code === 'viewed_with' && !seenBefore.includes(reason.with)) return reason;
  const title = NAMES_CATEGORY.includes(reason.code)
    ? inSiteLanguage(reason.with, audience)
    : localize(catalog.get(site.id, reason.with)?.title ?? {}, [locale, site.locale]);
  return { ...reason, ...(title !== undefined && { title }) };
}

function inSiteLanguage(
  category: string,
  { site, locale }: Pick<Audience, 'site' | 'locale'>,
): string | undefined {
  const language = (one: string): string | undefined => one.split('-')[0];
  return language(locale ?? site.locale) === language(site.locale) ? category : undefined;
}
