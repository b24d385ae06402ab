import { type IdPlace, placeOf } from './recent-ids.ts';

/** What is learned of an event; all that is known of one that another collector accepted. */
export type LearnableEvent = Pick<
  EventRow,
  | 'site_id'
  | 'type'
  | 'time'
  | 'visitor_id'
  | 'session_id'
  | 'internal'
  | 'purposes'
  | 'items.item_id'
>;

/** What is told of an event as soon as it is durable. */
export interface LiveEvent
  extends
    LearnableEvent,
    Pick<EventRow, 'received_at' | 'source' | 'page_path' | 'items.item_name'> {
  /** Of hundreds in a body hardly one is asked for as text. */
  readonly id: IdPlace;
  /** Whether a decision of the collector led to it. */
  readonly isDecided: boolean;
}

/** Of a row. */
export function liveEventOf(row: EventRow): LiveEvent {
  return {
    site_id: row.site_id,
    id: placeOf(row.event_id),
    type: row.type,
    time: row.time,
    received_at: row.received_at,
    source: row.source,
    visitor_id: row.visitor_id,
    session_id: row.session_id,
    internal: row.internal,
    purposes: row.purposes,
    page_path: row.page_path,
    'items.item_id': row['items.item_id'],
    'items.item_name': row['items.item_name'],
    isDecided: Object.hasOwn(row.properties, 'decision'),
  };
}

/** One row of `events_raw`; times in ms UTC, days as `YYYY-MM-DD`, money with at most four decimals, property values JSON-encoded. */
export interface EventRow {
  site_id: string;
  event_id: string;
  type: string;
  time: number;
  client_day: string;
  day: string;
  received_at: number;
  source: 'browser' | 'server';
  visitor_id: string;
  session_id: string;
  claimed_customer_id: string;
  internal: boolean;
  purposes: string[];
  consent_version: string;
  consent_at: number;
  page_url: string;
  page_path: string;
  page_title: string;
  page_locale: string;
  referrer: string;
  country: string;
  device: string;
  browser: string;
  os: string;
  'items.item_id': string[];
  'items.item_name': string[];
  'items.item_brand': string[];
  'items.item_category': string[];
  'items.item_category2': string[];
  'items.item_category3': string[];
  'items.item_category4': string[];
  'items.item_category5': string[];
  'items.item_variant': string[];
  'items.price': (number | null)[];
  'items.quantity': number[];
  'items.discount': (number | null)[];
  'items.coupon': string[];
  transaction_id: string;
  value: number | null;
  currency: string;
  tax: number | null;
  shipping: number | null;
  coupon: string;
  properties: Record<string, string>;
}
