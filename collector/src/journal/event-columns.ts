import type { GroupedColumns } from '../clickhouse/database.ts';

/** Text about goods as a whole. */
export const GOODS_TEXTS = ['transaction_id', 'currency', 'coupon'] as const;

/** The Nested columns: as long as each other. */
export const ITEM_TEXTS = [
  'items.item_id',
  'items.item_name',
  'items.item_brand',
  'items.item_category',
  'items.item_category2',
  'items.item_category3',
  'items.item_category4',
  'items.item_category5',
  'items.item_variant',
  'items.coupon',
] as const;

/** Text that the events of a page share. */
export const VISIT_TEXTS = [
  'visitor_id',
  'session_id',
  'claimed_customer_id',
  'consent_version',
  'page_url',
  'page_path',
  'page_title',
  'page_locale',
  'referrer',
  'country',
  'device',
  'browser',
  'os',
] as const;

/** Of these texts there are few different ones. */
const FEW: ReadonlySet<string> = new Set([
  'currency',
  'consent_version',
  'page_locale',
  'country',
  'device',
  'browser',
  'os',
]);
const TEXT = 'String';
const NAME = 'LowCardinality(String)';
const TIME = "DateTime64(3, 'UTC')";
const MONEY = 'Nullable(Decimal(18, 4))';

/**
 * What the values in rows of `events_raw` are, in their order, with the types in which they are written: what the events of
 * a page share, and what happened. Rows wait in journals while the collector is replaced, so rows with other columns or
 * types need another layout (`event-rows.ts`).
 */
export const EVENT_COLUMNS = {
  shared: {
    site_id: NAME,
    received_at: TIME,
    source: NAME,
    internal: 'Bool',
    purposes: `Array(${NAME})`,
    consent_at: TIME,
    ...typed(VISIT_TEXTS, textType),
  },
  own: {
    event_id: TEXT,
    type: NAME,
    time: TIME,
    client_day: 'Date',
    day: 'Date',
    ...typed(GOODS_TEXTS, textType),
    value: MONEY,
    tax: MONEY,
    shipping: MONEY,
    ...typed(ITEM_TEXTS, () => `Array(${TEXT})`),
    'items.price': `Array(${MONEY})`,
    'items.quantity': 'Array(UInt32)',
    'items.discount': `Array(${MONEY})`,
    properties: `Map(${NAME}, ${TEXT})`,
  },
} as const satisfies GroupedColumns;

function textType(name: string): string {
  return FEW.has(name) ? NAME : TEXT;
}

function typed(
  names: readonly string[],
  typeOf: (name: string) => string,
): Readonly<Record<string, string>> {
  return Object.fromEntries(names.map((name) => [name, typeOf(name)]));
}
