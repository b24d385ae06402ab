import type { ConsentDecision, ConsentSnapshot } from './consent.ts';

/** The event names of Google Analytics 4 that Tendero understands, plus two of its own. */
export const EVENT_TYPES = [
  'page_view',
  'view_item_list',
  'view_item',
  'search',
  'add_to_wishlist',
  'add_to_cart',
  'remove_from_cart',
  'view_cart',
  'begin_checkout',
  'purchase',
  'refund',
  'sign_up',
  'login',
  'share',
  'generate_lead',
  'view_promotion',
  'select_promotion',
  'select_item',
  'web_vital',
  'consent_update',
] as const;
export type KnownEventType = (typeof EVENT_TYPES)[number];

/**
 * A known event name or a custom one: `[a-z][a-z0-9_]{0,39}`.
 * The intersection keeps an editor's completion of the known names while any string is allowed.
 */
export type EventType = KnownEventType | (string & {});

/** One line of goods, in GA4's words. Prices in the event's currency, per piece. */
export interface Item {
  item_id: string;
  item_name?: string;
  item_brand?: string;
  item_category?: string;
  item_category2?: string;
  item_category3?: string;
  item_category4?: string;
  item_category5?: string;
  item_variant?: string;
  price?: number;
  quantity?: number;
  discount?: number;
  coupon?: string;
}

/** A custom property: flat, finite, well-formed. */
export type PropertyValue = string | number | boolean | null;
export type Properties = Record<string, PropertyValue>;

/** What a person tells a shop at registration; kept field by field as consent allows. */
export interface Profile {
  name?: string;
  email?: string;
  phone?: string;
  birth_year?: number;
  gender?: string;
  locale?: string;
}

/** Where an event happened. */
export interface Page {
  url: string;
  referrer?: string;
  title?: string;
  locale?: string;
}

/** What was true at capture; written once, never changed afterwards. */
export interface Context {
  /** 128 random bits in hex, from the cookie `tendero_id`. */
  visitor?: string;
  session?: string;
  page: Page;
  consent: ConsentSnapshot;
  /** The shop's own customer number as the page claims it: it links and opens nothing. */
  customer_id?: string;
  /** Traffic of the shop's own team. */
  internal?: boolean;
}

/** One thing that happened in a browser. */
export interface WireEvent {
  /** UUIDv7 made in the browser; the identity of the event for ever. */
  id: string;
  type: EventType;
  /** When, in ms of the browser's clock. */
  time: number;
  /** Index into the envelope's `contexts`. */
  context: number;
  items?: Item[];
  transaction_id?: string;
  value?: number;
  /** ISO 4217. */
  currency?: string;
  tax?: number;
  shipping?: number;
  coupon?: string;
  properties?: Properties;
  /** Only with `sign_up` and `login`. */
  profile?: Profile;
  /** Only with `consent_update`. */
  consent?: ConsentDecision;
}

/** The body of `POST /v1/events`. */
export interface Envelope {
  v: 1;
  /** The browser's clock at sending, in ms; corrects the clocks of its events. */
  sentAt: number;
  contexts: Context[];
  events: WireEvent[];
}

/** What became of an event: the first that holds. */
export const OUTCOMES = ['rejected', 'no_consent', 'bot', 'duplicate', 'stored'] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** Why one event was refused. */
export interface Rejection {
  /** Index into the envelope's `events`. */
  index: number;
  code: string;
  /** Where in the event, for example `items.0.price`. */
  path: string;
  /** What was expected and what came, without the value itself. */
  message: string;
}

/** The 202 answer to `POST /v1/events` and `POST /v1/server/events`. */
export interface Receipt {
  outcomes: Record<Outcome, number>;
  rejected: Rejection[];
}

/** RFC 9457 problem JSON, the answer to every request refused whole. */
export interface Problem {
  type: string;
  title: string;
  status: number;
  code: string;
  detail: string;
  expected?: string;
  got?: string;
  /** Whether the same request may succeed later. */
  retry: boolean;
}
