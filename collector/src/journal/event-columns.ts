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

/**
 * What the values in a row of `events_raw` are, in their order: first what happened, then what the events of a page share.
 * Rows wait in journals while the collector is replaced, so rows with other columns need another layout (`event-rows.ts`).
 */
export const EVENT_COLUMNS = [
  'event_id',
  'type',
  'time',
  'client_day',
  'day',
  ...GOODS_TEXTS,
  'value',
  'tax',
  'shipping',
  ...ITEM_TEXTS,
  'items.price',
  'items.quantity',
  'items.discount',
  'properties',
  'site_id',
  'received_at',
  'source',
  'internal',
  'purposes',
  'consent_at',
  ...VISIT_TEXTS,
];
