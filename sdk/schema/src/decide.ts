import type { ConsentSnapshot } from './consent.ts';

/** What a widget asks for. */
export type SlotKind = 'recommendations' | 'offer';

/** How recommendations are chosen; the collector's fallback chain fills what is missing. */
export const STRATEGIES = [
  'for_you',
  'related',
  'bought_together',
  'cross_sell',
  'trending',
  'popular',
  'recently_viewed',
  'replenish',
  'new',
] as const;
export type Strategy = (typeof STRATEGIES)[number];

/** One place on the page that wants content. */
export interface Slot {
  id: string;
  kind: SlotKind;
  /** Only for recommendations. @default 'for_you' */
  strategy?: Strategy;
  /** Most items. @default 4 */
  limit?: number;
}

/** The body of `POST /v1/decide`. */
export interface DecideRequest {
  v: 1;
  /** Only where analytics or personalization is granted. */
  visitor?: string;
  consent: ConsentSnapshot | null;
  page: { url: string; locale?: string; item?: string; category?: string };
  /** Items in the cart. */
  cart: string[];
  /** Items seen in this browser, newest first. */
  recent: string[];
  slots: Slot[];
}

/**
 * Why an item is shown. `viewed_with`, `bought_with` and `similar_to` name an item, `popular`, `trending`, `new` and
 * `interest` may name a category; `picked` is the shop's own choice.
 */
export const REASON_CODES = [
  'viewed_with',
  'bought_with',
  'similar_to',
  'popular',
  'trending',
  'new',
  'recently_viewed',
  'bought_before',
  'picked',
  'interest',
] as const;
export type ReasonCode = (typeof REASON_CODES)[number];

/** Why an item is shown. `with` is the item or category that led to it. */
export interface Reason {
  code: ReasonCode;
  with?: string;
  /** Title of `with` in the page's language, for "because you looked at …". */
  title?: string;
}

/** A catalogue item as a widget shows it. */
export interface DecidedItem {
  item_id: string;
  title: string;
  url: string;
  image_url: string;
  /** List price; with `sale_price` this is the one struck through. */
  price: number;
  sale_price?: number;
  currency: string;
  reason: Reason;
}

/** An offer as a widget shows it, already in the page's language. */
export interface DecidedOffer {
  offer_id: string;
  title: string;
  text: string;
  /** Words on the button. */
  action: string;
  url: string;
  image_url?: string;
  /** Voucher code, if any. */
  code?: string;
  reason: Reason;
}

export type SlotAnswer =
  | { kind: 'recommendations'; strategy: Strategy; items: DecidedItem[] }
  | { kind: 'offer'; offer: DecidedOffer | null };

/** The answer to `POST /v1/decide`. */
export interface Decision {
  /** Id of this decision; impressions and clicks name it. */
  decision: string;
  slots: Record<string, SlotAnswer>;
}
