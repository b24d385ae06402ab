import type { EventRow } from '../../../collector/src/ingest/event-row.ts';
import { siteDay } from '../../../collector/src/lib/site-day.ts';
import { isoDay } from '../../../collector/src/lib/utc-time.ts';
import { eventRow as emptyRow } from '../../support/event-row.ts';

/** Saturday, in Madrid (UTC+2) 14:30. */
export const NOW = Date.parse('2026-10-03T12:30:00Z');
export const SITE = 'shop';
const ZONE = 'Europe/Madrid';

type Row = Readonly<Record<string, unknown>>;

interface EventOptions extends Partial<Omit<EventRow, 'time'>> {
  /** Ms UTC. */
  time: number;
  items?: { id: string; name?: string; quantity?: number }[];
}

/** A page view that may be measured, unless `options` say otherwise. */
export function eventRow({ time, items = [], ...options }: EventOptions): EventRow {
  return {
    ...emptyRow({ itemIds: items.map(({ id }) => id) }),
    type: 'page_view',
    time,
    client_day: isoDay(time),
    day: siteDay(time, ZONE),
    received_at: time,
    purposes: ['analytics'],
    page_url: 'https://shop.example/',
    page_path: '/',
    'items.item_name': items.map(({ name }) => name ?? ''),
    'items.quantity': items.map(({ quantity }) => quantity ?? 1),
    ...options,
  };
}

interface OrderOptions {
  id: string;
  /** Ms UTC. */
  time: number;
  value: string;
  customer?: string;
  visitor?: string;
  currency?: string;
  lines?: { id: string; name?: string; quantity?: number; kind?: 'goods' | 'charge' }[];
  source?: string;
  site?: string;
}

/** An order of the shop's own books. */
export function orderRow(options: OrderOptions): Row {
  const { id, time, value, lines = [] } = options;
  const iso = new Date(time).toISOString();
  return {
    site_id: options.site ?? SITE,
    transaction_id: id,
    placed_at: iso,
    day: siteDay(time, ZONE),
    customer_id: options.customer ?? '',
    visitor_id: options.visitor ?? '',
    country: '',
    currency: options.currency ?? 'EUR',
    value,
    tax: null,
    shipping: null,
    coupon: '',
    'lines.item_id': lines.map((line) => line.id),
    'lines.item_name': lines.map((line) => line.name ?? line.id),
    'lines.kind': lines.map((line) => line.kind ?? 'goods'),
    'lines.quantity': lines.map((line) => line.quantity ?? 1),
    'lines.price': lines.map(() => '1'),
    source: options.source ?? 'server',
    received_at: iso,
    version: 1,
  };
}

/** What a visitor allows today. */
export function stateRow(visitor: string, granted: string[], decidedAt = NOW - 3_600_000): Row {
  return {
    site_id: SITE,
    visitor_id: visitor,
    granted,
    notice_version: '1',
    source: 'banner',
    decision_id: `decision-${visitor}`,
    decided_at: new Date(decidedAt).toISOString(),
    rank: decidedAt,
  };
}

/** A verified tie between a browser and a customer. */
export function linkRow(visitor: string, customer: string, linkedAt = NOW - 3_600_000): Row {
  return {
    site_id: SITE,
    visitor_id: visitor,
    customer_id: customer,
    method: 'customer_token',
    linked_at: new Date(linkedAt).toISOString(),
  };
}

/** An event that was rejected for one of its fields. */
export function setAsideRow(path: string): Row {
  return {
    site_id: SITE,
    line_id: 'x',
    event_id: 'x',
    // the table forgets after 30 days of the real clock
    received_at: new Date().toISOString(),
    outcome: 'rejected',
    code: 'wrong_type',
    path,
    message: 'expected a number',
    visitor_id: 'ana-browser',
    body: '{"secret":"body"}',
  };
}
