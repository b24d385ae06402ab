import * as z from 'zod';
import type { ReadLane } from '../../clickhouse/database.ts';
import type { PersonRef } from '../access/person-links.ts';
import { DEEDS_SQL } from './scope.ts';

const entryRow = z.object({
  kind: z.enum(['event', 'order', 'refund']),
  /** Ms UTC. */
  at: z.coerce.number(),
  /** Of an event. */
  type: z.string(),
  path: z.string(),
  title: z.string(),
  source: z.string(),
  transactionId: z.string(),
  currency: z.string(),
  /** Exact decimal, or empty. */
  value: z.string(),
  items: z.array(z.object({ id: z.string(), name: z.string(), quantity: z.coerce.number() })),
  properties: z.record(z.string(), z.string()),
  /** Whether a browser's purchase has its order in the shop's books. */
  isConfirmed: z.union([z.boolean(), z.number()]).transform(Boolean),
});

/** One thing that happened. */
export type TimelineEntry = Readonly<z.output<typeof entryRow>>;

/** Whose story: the person, and the browsers that belong to them. */
export interface PersonScope {
  readonly siteId: string;
  readonly person: PersonRef;
  readonly visitorIds: readonly string[];
}

/**
 * What a person's browsers did (as far as they allow measuring) and what the shop's books say, newest first.
 * The products that a widget showed for one decision in one slot are one entry, at the time of the first.
 */
export function timelineOf(
  lane: ReadLane,
  scope: PersonScope,
  { beforeMs, limit }: { beforeMs: number; limit: number },
): Promise<TimelineEntry[]> {
  return lane.query({
    sql: `
      SELECT * FROM (${EVENTS} UNION ALL ${SEEN_IN_WIDGETS} UNION ALL ${CONTACTS} UNION ALL ${ORDERS} UNION ALL ${REFUNDS})
      ORDER BY at DESC, kind, transactionId
      LIMIT {limit:UInt32}`,
    params: { ...personParams(scope), before: beforeMs, limit },
    row: entryRow,
  });
}

const summaryRow = z.object({
  currency: z.string(),
  orders: z.coerce.number(),
  value: z.string(),
});

/** What a person bought, by currency. */
export type PersonSales = Readonly<z.output<typeof summaryRow>>;

export function salesOf(lane: ReadLane, scope: PersonScope): Promise<PersonSales[]> {
  return lane.query({
    sql: `
      SELECT currency, count() AS orders, toString(sum(orders.value)) AS value
      FROM orders FINAL WHERE ${OWN_ORDERS} GROUP BY currency ORDER BY currency`,
    params: personParams(scope),
    row: summaryRow,
  });
}

const seenRow = z.object({ first: z.coerce.number(), last: z.coerce.number() });

/** When the person was first and last seen or bought; ms UTC. */
export async function seenOf(
  lane: ReadLane,
  scope: PersonScope,
): Promise<z.output<typeof seenRow> | undefined> {
  const [row] = await lane.query({
    sql: `
      SELECT toUnixTimestamp64Milli(min(at)) AS first, toUnixTimestamp64Milli(max(at)) AS last
      FROM (
        SELECT time AS at FROM events_analytics WHERE ${OWN_EVENTS}
        UNION ALL SELECT time AS at FROM shop_contacts WHERE ${OWN_CONTACTS}
        UNION ALL SELECT placed_at AS at FROM orders FINAL WHERE ${OWN_ORDERS}
      )
      HAVING count() > 0`,
    params: personParams(scope),
    row: seenRow,
  });
  return row;
}

/** What the shop itself noted under a customer number comes from its own books instead. */
const OWN_EVENTS = `
  site_id = {site:String} AND visitor_id IN {visitors:Array(String)} AND visitor_id != ''
  AND (source = 'browser' OR claimed_customer_id = '')`;

const OWN_CONTACTS = `site_id = {site:String} AND customer_id = {customer:String} AND customer_id != ''`;

/** An order without a customer number belongs to a browser only while that one allows measuring. */
const OWN_ORDERS = `
  site_id = {site:String} AND (
    (customer_id != '' AND customer_id = {customer:String})
    OR (customer_id = '' AND visitor_id != '' AND visitor_id IN {visitors:Array(String)}
      AND visitor_id IN (SELECT visitor_id FROM consent_states FINAL WHERE site_id = {site:String} AND has(granted, 'analytics'))))`;

/** `ids` is the nested column of the products; `quantity` SQL for their numbers. */
const item = (ids: string, quantity = 'quantity'): string =>
  `arrayMap((id, name, quantity) -> CAST((id, name, toInt64(${quantity})), 'Tuple(id String, name String, quantity Int64)'), ${ids}.item_id, ${ids}.item_name, ${ids}.quantity)`;

/** The SDK sends one such event for each product that a widget brought into view; whoever sends thousands is shown some. */
const SEEN_IN_WIDGET = `type = 'view_item_list' AND mapContains(properties, 'decision')`;

const EVENTS = `
  SELECT 'event' AS kind, toUnixTimestamp64Milli(time) AS at, toString(type) AS type, page_path AS path, page_title AS title,
    toString(source) AS source, transaction_id AS transactionId, toString(currency) AS currency, ifNull(toString(value), '') AS value,
    ${item('items')} AS items, CAST(properties, 'Map(String, String)') AS properties,
    type = 'purchase' AND transaction_id IN (SELECT transaction_id FROM orders FINAL WHERE site_id = {site:String}) AS isConfirmed
  FROM events_analytics
  WHERE ${OWN_EVENTS} AND time < fromUnixTimestamp64Milli({before:Int64}) AND ${DEEDS_SQL} AND NOT (${SEEN_IN_WIDGET})
  ORDER BY time DESC LIMIT {limit:UInt32}`;

const SEEN_IN_WIDGETS = `
  SELECT 'event' AS kind, toUnixTimestamp64Milli(min(time)) AS at, 'view_item_list' AS type, argMin(page_path, time) AS path, '' AS title,
    'browser' AS source, '' AS transactionId, '' AS currency, '' AS value,
    arraySlice(arrayDistinct(arrayFlatten(arrayMap(seen -> seen.2, arraySort(groupArray(1000)((time, goods)))))), 1, 200) AS items,
    CAST(map('decision', decision, 'slot', slot), 'Map(String, String)') AS properties, false AS isConfirmed
  FROM (
    SELECT time, page_path, ${item('items', '1')} AS goods, properties['decision'] AS decision, properties['slot'] AS slot
    FROM events_analytics WHERE ${OWN_EVENTS} AND ${SEEN_IN_WIDGET})
  GROUP BY decision, slot
  HAVING min(time) < fromUnixTimestamp64Milli({before:Int64})
  ORDER BY at DESC LIMIT {limit:UInt32}`;

const CONTACTS = `
  SELECT 'event' AS kind, toUnixTimestamp64Milli(time) AS at, toString(type) AS type, '' AS path, '' AS title,
    'server' AS source, '' AS transactionId, '' AS currency, '' AS value,
    CAST([], 'Array(Tuple(id String, name String, quantity Int64))') AS items, CAST(properties, 'Map(String, String)') AS properties,
    true AS isConfirmed
  FROM shop_contacts
  WHERE ${OWN_CONTACTS} AND time < fromUnixTimestamp64Milli({before:Int64})
  ORDER BY time DESC LIMIT {limit:UInt32}`;

const ORDERS = `
  SELECT 'order' AS kind, toUnixTimestamp64Milli(placed_at) AS at, '' AS type, '' AS path, '' AS title,
    source, transaction_id AS transactionId, toString(currency) AS currency, toString(orders.value) AS value,
    ${item('lines')} AS items, CAST(map(), 'Map(String, String)') AS properties, true AS isConfirmed
  FROM orders FINAL
  WHERE ${OWN_ORDERS} AND placed_at < fromUnixTimestamp64Milli({before:Int64})
  ORDER BY placed_at DESC LIMIT {limit:UInt32}`;

const REFUNDS = `
  SELECT 'refund' AS kind, toUnixTimestamp64Milli(refunded_at) AS at, '' AS type, '' AS path, '' AS title,
    source, transaction_id AS transactionId, toString(currency) AS currency, toString(refunds.value) AS value,
    ${item('lines')} AS items, CAST(map(), 'Map(String, String)') AS properties, true AS isConfirmed
  FROM refunds FINAL
  WHERE site_id = {site:String} AND refunded_at < fromUnixTimestamp64Milli({before:Int64})
    AND ((customer_id != '' AND customer_id = {customer:String})
      OR (transaction_id != '' AND transaction_id IN (SELECT transaction_id FROM orders FINAL WHERE ${OWN_ORDERS})))
  ORDER BY refunded_at DESC LIMIT {limit:UInt32}`;

function personParams({ siteId, person, visitorIds }: PersonScope) {
  return {
    site: siteId,
    customer: person.kind === 'customer' ? person.id : '',
    visitors: visitorIds,
  };
}
