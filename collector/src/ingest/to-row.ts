import type { Context, Item, WireEvent } from '@tendero/schema';
import type { Site } from '../config.ts';
import { mask } from '../lib/mask.ts';
import { siteDay } from '../lib/site-day.ts';
import type { EventRow } from './event-row.ts';
import type { VisitClient } from './visit-client.ts';

/** All that an event becomes a row from. */
export interface Capture {
  readonly event: WireEvent;
  readonly context: Context;
  readonly site: Site;
  readonly client: VisitClient;
  /** Granted at capture, narrowed by the ledger. */
  readonly purposes: readonly string[];
  readonly receivedAt: number;
  /** Corrected by the browser's clock error, in ms. */
  readonly time: number;
  readonly internal: boolean;
}

/** The row of a browser event. A `consent_update` says who decided and when, and nothing of the page. */
export function toRow(capture: Capture): EventRow {
  const { event, context, site, client, purposes, receivedAt, time } = capture;
  const isDecision = event.type === 'consent_update';
  return {
    site_id: site.id,
    event_id: event.id,
    type: event.type,
    time: iso(time),
    client_day: iso(event.time).slice(0, 10),
    day: siteDay(time, site.timeZone),
    received_at: iso(receivedAt),
    source: 'browser',
    visitor_id: context.visitor ?? '',
    session_id: isDecision ? '' : (context.session ?? ''),
    claimed_customer_id: isDecision ? '' : (context.customer_id ?? ''),
    internal: capture.internal,
    purposes: [...purposes],
    consent_version: context.consent.version,
    consent_at: iso(context.consent.at),
    ...(isDecision ? NO_PAGE : pageColumns(context)),
    country: '',
    device: client.device,
    browser: client.browser,
    os: client.os,
    ...itemColumns(event.items ?? []),
    transaction_id: event.transaction_id ?? '',
    value: money(event.value),
    currency: event.currency ?? '',
    tax: money(event.tax),
    shipping: money(event.shipping),
    coupon: event.coupon ?? '',
    properties: encodeProperties(event.properties ?? {}),
  };
}

const NO_PAGE = { page_url: '', page_path: '', page_title: '', page_locale: '', referrer: '' };

function pageColumns({ page }: Context): typeof NO_PAGE {
  const url = mask(page.url);
  return {
    page_url: url,
    page_path: pathOf(url),
    page_title: mask(page.title ?? ''),
    page_locale: page.locale ?? '',
    referrer: mask(page.referrer ?? ''),
  };
}

function pathOf(url: string): string {
  const withoutOrigin = url.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/i, '');
  return withoutOrigin.replace(/[?#].*$/s, '') || '/';
}

type ItemColumns = Pick<EventRow, Extract<keyof EventRow, `items.${string}`>>;

/** The Nested columns: as long as each other, also where an item lacks a field. */
export function itemColumns(items: readonly Item[]): ItemColumns {
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

/** JSON-encoded values; texts masked. */
export function encodeProperties(
  properties: NonNullable<WireEvent['properties']>,
): Record<string, string> {
  const entries = Object.entries(properties).map(([name, value]) => [
    name,
    JSON.stringify(typeof value === 'string' ? mask(value) : value),
  ]);
  return Object.fromEntries(entries);
}

/** Rounded to the four decimals that the database keeps, so that no binary fraction shows. */
export function money(value: number | undefined): number | null {
  return value === undefined ? null : Math.round(value * 10_000) / 10_000;
}

/** The database's dates end in 2149; a clock that is off by centuries must not cost the event. */
const LATEST_MS = Date.UTC(2100, 0, 1);

function iso(time: number): string {
  return new Date(Math.min(time, LATEST_MS)).toISOString();
}
