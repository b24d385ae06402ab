import type { Item, ServerEvent } from '@tendero/schema';
import type { Site } from '../config.ts';
import type { ConsentStanding } from '../consent/consent-store.ts';
import { siteDay } from '../lib/site-day.ts';
import { type Amount, amountText, MAX_AMOUNT, toAmount } from './money.ts';

/** Who an event is about; both undefined unless today's consent covers analytics or personalization. */
export interface CoveredPerson {
  readonly visitorId: string | undefined;
  readonly standing: ConsentStanding | undefined;
}

/** What a shop's server said and what the collector adds to it. */
export interface ServerCapture extends CoveredPerson {
  readonly event: ServerEvent;
  readonly site: Site;
  readonly receivedAt: number;
  /** Of two rows of one order the higher wins. */
  readonly version: number;
}

interface LineColumns {
  readonly 'lines.item_id': string[];
  readonly 'lines.item_name': string[];
  readonly 'lines.kind': 'goods'[];
  readonly 'lines.quantity': number[];
  readonly 'lines.price': string[];
}

interface CommonColumns extends LineColumns {
  readonly site_id: string;
  readonly transaction_id: string;
  readonly day: string;
  readonly customer_id: string;
  readonly country: string;
  readonly currency: string;
  readonly value: string;
  readonly source: 'server';
  readonly received_at: string;
  readonly version: number;
}

/** One row of `orders` as JSONEachRow; money as decimal strings. */
export interface OrderRow extends CommonColumns {
  readonly placed_at: string;
  readonly visitor_id: string;
  readonly tax: string | null;
  readonly shipping: string | null;
  readonly coupon: string;
}

/** One row of `refunds` as JSONEachRow; the event's id is the refund's, so an order can have several. */
export interface RefundRow extends CommonColumns {
  readonly refund_id: string;
  readonly refunded_at: string;
}

/** Why an order or refund has no value that could be booked. */
export interface ValueProblem {
  readonly path: string;
  readonly message: string;
}

/**
 * The money of an order: the shop's `value` where it gave one, also when its lines add up to something else (discounts
 * on the whole order, rounding); the sum of quantity × price of the lines otherwise.
 */
export function orderValue({ value, items }: ServerEvent): Amount | ValueProblem {
  if (value === undefined && !items?.length) {
    return { path: 'value', message: 'expected a value, or items with prices; both are missing' };
  }
  const unpriced = items?.findIndex((item) => item.price === undefined) ?? -1;
  if (value === undefined && unpriced >= 0) {
    return { path: `items.${unpriced}.price`, message: 'expected a price, as there is no value' };
  }
  const amount = value === undefined ? sumOf(items ?? []) : toAmount(value);
  if (amount >= 0n && amount < MAX_AMOUNT) return amount;
  return { path: 'value', message: 'expected money between 0 and 10,000,000,000,000' };
}

/** The row of a `purchase`. */
export function orderRow(capture: ServerCapture, value: Amount): OrderRow {
  const { event } = capture;
  return {
    ...commonColumns(capture, value),
    placed_at: new Date(event.time).toISOString(),
    visitor_id: capture.visitorId ?? '',
    tax: optionalAmount(event.tax),
    shipping: optionalAmount(event.shipping),
    coupon: event.coupon ?? '',
  };
}

/** The row of a `refund`. */
export function refundRow(capture: ServerCapture, value: Amount): RefundRow {
  return {
    ...commonColumns(capture, value),
    refund_id: capture.event.id,
    refunded_at: new Date(capture.event.time).toISOString(),
  };
}

function commonColumns({ event, site, receivedAt, version }: ServerCapture, value: Amount) {
  return {
    site_id: site.id,
    transaction_id: event.transaction_id ?? '',
    day: siteDay(event.time, site.timeZone),
    customer_id: event.customer_id ?? '',
    country: event.country ?? '',
    currency: event.currency ?? '',
    value: amountText(value),
    ...lineColumns(event.items ?? []),
    source: 'server',
    received_at: new Date(receivedAt).toISOString(),
    version,
  } as const;
}

function lineColumns(items: readonly Item[]): LineColumns {
  return {
    'lines.item_id': items.map((item) => item.item_id),
    'lines.item_name': items.map((item) => item.item_name ?? ''),
    'lines.kind': items.map(() => 'goods'),
    'lines.quantity': items.map(quantityOf),
    'lines.price': items.map((item) => amountText(toAmount(item.price ?? 0))),
  };
}

function sumOf(items: readonly Item[]): Amount {
  return items.reduce(
    (sum, item) => sum + BigInt(quantityOf(item)) * toAmount(item.price ?? 0),
    0n,
  );
}

/** GA4: an item without a quantity is one piece. */
function quantityOf(item: Item): number {
  return item.quantity ?? 1;
}

function optionalAmount(value: number | undefined): string | null {
  return value === undefined ? null : amountText(toAmount(value));
}
