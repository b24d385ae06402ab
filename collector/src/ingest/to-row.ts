import type { Item, WireEvent } from '@tendero/schema';
import { boundedTime, isoDay } from '../lib/utc-time.ts';
import { maskValue } from '../lib/mask.ts';
import { siteDay } from '../lib/site-day.ts';
import type { EventRow } from './event-row.ts';
import type { VisitColumns } from './visit-columns.ts';

/** What of an event does not stand in its visit. */
interface Capture {
  readonly event: WireEvent;
  /** Corrected by the browser's clock error, in ms. */
  readonly time: number;
  /** IANA. */
  readonly timeZone: string;
  /** By {@link encodeProperties}. @default encoded here */
  readonly properties?: EventRow['properties'] | undefined;
}

/**
 * The row of a browser event. Each column is named: spreading the parts into an object of this size takes a hundred times
 * as long.
 */
export function toRow(
  { event, time, timeZone, properties = encodeProperties(event.properties) }: Capture,
  visit: VisitColumns,
): EventRow {
  const goods = itemColumns(event.items);
  return {
    event_id: event.id,
    type: event.type,
    time: boundedTime(time),
    client_day: isoDay(event.time),
    day: siteDay(time, timeZone),
    site_id: visit.site_id,
    received_at: visit.received_at,
    source: visit.source,
    visitor_id: visit.visitor_id,
    session_id: visit.session_id,
    claimed_customer_id: visit.claimed_customer_id,
    internal: visit.internal,
    purposes: visit.purposes,
    consent_version: visit.consent_version,
    consent_at: visit.consent_at,
    page_url: visit.page_url,
    page_path: visit.page_path,
    page_title: visit.page_title,
    page_locale: visit.page_locale,
    referrer: visit.referrer,
    country: visit.country,
    device: visit.device,
    browser: visit.browser,
    os: visit.os,
    'items.item_id': goods['items.item_id'],
    'items.item_name': goods['items.item_name'],
    'items.item_brand': goods['items.item_brand'],
    'items.item_category': goods['items.item_category'],
    'items.item_category2': goods['items.item_category2'],
    'items.item_category3': goods['items.item_category3'],
    'items.item_category4': goods['items.item_category4'],
    'items.item_category5': goods['items.item_category5'],
    'items.item_variant': goods['items.item_variant'],
    'items.price': goods['items.price'],
    'items.quantity': goods['items.quantity'],
    'items.discount': goods['items.discount'],
    'items.coupon': goods['items.coupon'],
    transaction_id: event.transaction_id ?? '',
    value: money(event.value),
    currency: event.currency ?? '',
    tax: money(event.tax),
    shipping: money(event.shipping),
    coupon: event.coupon ?? '',
    properties,
  };
}

type ItemColumns = Pick<EventRow, Extract<keyof EventRow, `items.${string}`>>;

/** The Nested columns: as long as each other, also where an item lacks a field. */
export function itemColumns(items: readonly Item[] = []): ItemColumns {
  if (items.length === 0) return NO_ITEMS;
  return {
    'items.item_id': items.map((item) => item.item_id),
    'items.item_name': items.map((item) => item.item_name ?? ''),
    'items.item_brand': items.map((item) => item.item_brand ?? ''),
    'items.item_category': items.map((item) => item.item_category ?? ''),
    'items.item_category2': items.map((item) => item.item_category2 ?? ''),
    'items.item_category3': items.map((item) => item.item_category3 ?? ''),
    'items.item_category4': items.map((item) => item.item_category4 ?? ''),
    'items.item_category5': items.map((item) => item.item_category5 ?? ''),
    'items.item_variant': items.map((item) => item.item_variant ?? ''),
    'items.price': items.map((item) => money(item.price)),
    'items.quantity': items.map((item) => item.quantity ?? 1),
    'items.discount': items.map((item) => money(item.discount)),
    'items.coupon': items.map((item) => item.coupon ?? ''),
  };
}

/** Most events have none, and share these. */
const NO_ITEMS: ItemColumns = {
  'items.item_id': [],
  'items.item_name': [],
  'items.item_brand': [],
  'items.item_category': [],
  'items.item_category2': [],
  'items.item_category3': [],
  'items.item_category4': [],
  'items.item_category5': [],
  'items.item_variant': [],
  'items.price': [],
  'items.quantity': [],
  'items.discount': [],
  'items.coupon': [],
};

/** JSON-encoded values, masked. */
export function encodeProperties(properties: WireEvent['properties']): EventRow['properties'] {
  if (!properties) return NO_PROPERTIES;
  const encoded: Record<string, string> = {};
  for (const [name, value] of Object.entries(properties)) {
    encoded[name] = JSON.stringify(maskValue(value));
  }
  return encoded;
}

/** Of an event that has none. */
const NO_PROPERTIES: EventRow['properties'] = {};

/** Rounded to the four decimals that the database keeps, so that no binary fraction shows. */
export function money(value: number | undefined): number | null {
  return value === undefined ? null : Math.round(value * 10_000) / 10_000;
}
