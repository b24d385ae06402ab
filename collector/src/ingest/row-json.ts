import type { EventRow } from './event-row.ts';

/** One JSONEachRow line. Empty values are left out, since the database fills them in by itself. */
export function rowJson(row: EventRow): string {
  return `{${eventJson(row)}${visitJson(row)}`;
}

/** A row's start, without its brace: what happened. The Nested columns stay together or go together. */
export function eventJson(row: EventRow): string {
  return `"event_id":${JSON.stringify(row.event_id)},"type":"${row.type}","time":"${row.time}","client_day":"${row.client_day}","day":"${row.day}"${goodsJson(row)}`;
}

/** A row's end, from its comma on: what all rows of one context in one request have in common. */
export function visitJson(row: EventRow): string {
  const internal = row.internal ? ',"internal":true' : '';
  return `,"site_id":"${row.site_id}","received_at":"${row.received_at}","source":"${row.source}"${internal},"purposes":${JSON.stringify(row.purposes)},"consent_at":"${row.consent_at}"${texts(row, VISIT_TEXTS)}}`;
}

const VISIT_TEXTS = [
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

const GOODS_TEXTS = ['transaction_id', 'currency', 'coupon'] as const;
const MONEY = ['value', 'tax', 'shipping'] as const;

const ITEM_TEXTS = [
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
const ITEM_NUMBERS = ['items.price', 'items.quantity', 'items.discount'] as const;

function goodsJson(row: EventRow): string {
  let json = texts(row, GOODS_TEXTS);
  for (const name of MONEY) {
    const value = row[name];
    if (value !== null) json += `,"${name}":${value}`;
  }
  if (row['items.item_id'].length > 0) json += itemsJson(row);
  return row.properties === NO_PROPERTIES
    ? json
    : `${json},"properties":${JSON.stringify(row.properties)}`;
}

/** The properties of an event that has none. */
export const NO_PROPERTIES: EventRow['properties'] = {};

function itemsJson(row: EventRow): string {
  let json = '';
  for (const name of ITEM_TEXTS) {
    const values = row[name];
    const isBare = values.length === 1 && values[0] === '';
    json += `,"${name}":${isBare ? '[""]' : JSON.stringify(values)}`;
  }
  for (const name of ITEM_NUMBERS) json += `,"${name}":${JSON.stringify(row[name])}`;
  return json;
}

function texts(
  row: EventRow,
  names: readonly ((typeof VISIT_TEXTS)[number] | (typeof GOODS_TEXTS)[number])[],
): string {
  let json = '';
  for (const name of names) {
    const value = row[name];
    if (value !== '') json += `,"${name}":${JSON.stringify(value)}`;
  }
  return json;
}
