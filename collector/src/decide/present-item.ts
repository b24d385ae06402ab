import type { DecidedItem, Reason } from '@tendero/schema';
import type { Catalog } from '../catalog/catalog.ts';
import type { Site } from '../config.ts';
import { localize } from '../lib/localize.ts';
import { isShowable } from '../recommend/is-showable.ts';
import type { Recommendation } from '../recommend/recommender.ts';

interface Audience {
  readonly site: Site;
  /** Language of the page. */
  readonly locale: string | undefined;
}

/** A recommendation as a widget shows it; undefined where the item has just left the shop. */
export function presentItem(
  catalog: Catalog,
  { itemId, reason }: Recommendation,
  audience: Audience,
): DecidedItem | undefined {
  const { site } = audience;
  const item = catalog.get(site.id, itemId);
  if (!isShowable(item)) return undefined;
  return {
    item_id: itemId,
    title: localize(item.title, [audience.locale, site.locale]) ?? itemId,
    url: item.url,
    image_url: item.image_url ?? '',
    price: item.price,
    ...(item.sale_price !== undefined && { sale_price: item.sale_price }),
    currency: item.currency ?? site.currency,
    reason: presentReason(catalog, reason, audience),
  };
}

/** An item that led here is named by its title; a category by itself, where the page speaks the catalogue's language. */
function presentReason(catalog: Catalog, reason: Reason, { site, locale }: Audience): Reason {
  if (reason.with === undefined) return reason;
  const title =
    reason.code === 'popular'
      ? inSiteLanguage(reason.with, { site, locale })
      : localize(catalog.get(site.id, reason.with)?.title ?? {}, [locale, site.locale]);
  return { ...reason, ...(title !== undefined && { title }) };
}

function inSiteLanguage(category: string, { site, locale }: Audience): string | undefined {
  const language = (one: string): string | undefined => one.split('-')[0];
  return language(locale ?? site.locale) === language(site.locale) ? category : undefined;
}
