import type { Profile, Properties, WireEvent } from '@tendero/schema';
import type { LooseEvent, Sparse } from './delivery/entry.ts';

/** What an event may say, beside what the SDK itself knows. */
export type Fields = Omit<WireEvent, 'id' | 'type' | 'time' | 'context' | 'consent'>;

/** Any event: custom properties, flat. */
export interface Plain {
  properties?: Properties;
}

/** Goods, in GA4's words; prices per piece in `currency` (ISO 4217). */
export type Goods = Plain &
  Required<Pick<Fields, 'items'>> &
  Pick<Fields, 'value' | 'currency' | 'coupon'>;

/** A finished order. */
export type Order = Goods &
  Required<Pick<Fields, 'transaction_id' | 'value' | 'currency'>> &
  Pick<Fields, 'tax' | 'shipping'>;

/** A contact that may become a sale. */
export type Lead = Plain & Pick<Fields, 'value' | 'currency'>;

/** A promotion of the shop's own, in GA4's words: `properties` with `promotion_id`, `promotion_name`. */
export type Promotion = Plain & Pick<Fields, 'items'>;

/** A registration or a login; of the profile the collector keeps what consent covers. */
export interface Entrance extends Plain {
  profile?: Profile;
}

/** The fields of each event that Tendero understands. */
export interface KnownEvents {
  page_view: Plain;
  view_item_list: Goods;
  view_item: Goods;
  search: Plain;
  add_to_wishlist: Goods;
  add_to_cart: Goods;
  remove_from_cart: Goods;
  view_cart: Goods;
  begin_checkout: Goods;
  purchase: Order;
  sign_up: Entrance;
  login: Entrance;
  share: Plain;
  generate_lead: Lead;
  view_promotion: Promotion;
  select_promotion: Promotion;
  select_item: Goods;
  web_vital: Plain;
}

/** A shop's own events: their names (`[a-z][a-z0-9_]{0,39}`) and properties. */
export type EventMap = Record<string, Properties>;

/** The fields of an event by its name, for the known ones and for a shop's own. */
export type FieldsOf<Custom extends EventMap, Name> = Name extends keyof KnownEvents
  ? KnownEvents[Name]
  : Name extends keyof Custom
    ? { properties: Custom[Name] } & Partial<Goods>
    : never;

/** Tracks any event; what capture is built on. */
export type Track = (
  name: string,
  fields?: Sparse<Omit<Fields, 'properties'>> & { properties?: Sparse<Properties> },
) => void;

/** An event as a plug-in sees it, before it is held or kept. */
export type TrackedEvent = LooseEvent;

/**
 * Sees each event before anything else does: yields another in its place, null to drop it, or
 * nothing to leave it as it is. To add one, it calls `track`; decisions on consent and reports of
 * losses pass it by.
 */
export type Plugin = (event: TrackedEvent) => TrackedEvent | null | void;
