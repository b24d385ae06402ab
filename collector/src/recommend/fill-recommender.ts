import * as z from 'zod';
import type { ReadLane } from '../clickhouse/database.ts';
import { mapInTurns } from '../lib/turns.ts';
import { MAX_ITEMS } from './engine/session-index.ts';
import { MIN_VISITORS, WEIGHTS } from './learn.ts';
import type { LearningRecommender, SeenSession } from './recommender.ts';

interface Fill {
  readonly lane: ReadLane;
  readonly siteId: string;
  readonly recommender: LearningRecommender;
  /** In ms UTC; what arrives from now on is learned as it comes. */
  readonly now: number;
  /** Whether a person's past may be used today: the answer may be older than a withdrawal. */
  readonly isAllowed: (visitorId: string) => boolean;
  /** Called with each session too, oldest day first. */
  readonly onSession: (session: SeenSession) => void;
}

/** What people wanted a season ago says little about today. */
const SEASON_MS = 90 * 86_400_000;
/** As many as the index keeps. */
const MAX_SESSIONS = 200_000;
/** As many items as may be named that no catalogue knows; what fewest wanted is left out. */
const MAX_COUNTS = 100_000;
/** A query for each of many small days would take most of its time to begin. */
const SESSIONS_A_QUERY = 10_000;
const MAX_ORDERS = 200_000;
/** About 0.1 s for these. */
const ORDERS_A_QUERY = 5_000;

/** Teaches the recommender what the database knows of a site: sessions, counts and orders, a piece at a time. */
export async function fillRecommender(fill: Fill): Promise<void> {
  const span = {
    since: new Date(fill.now - SEASON_MS).toISOString().slice(0, 10),
    before: new Date(fill.now).toISOString(),
  };
  const pieces = await findPieces(fill, span);
  let sessions = await findSessions(fill, span, pieces[0]);
  for (const next of [...pieces.slice(1), undefined]) {
    // the database finds the next while these are learned
    [sessions] = await Promise.all([findSessions(fill, span, next), learnSessions(fill, sessions)]);
  }
  await learnCounts(fill, span);
  await learnAllOrders(fill);
}

/** Which events: of client days from `since`, received before `before`. */
interface Span {
  readonly since: string;
  readonly before: string;
}

/** The visitors of some days (both ends included), or one of `parts` equal parts of them. */
interface Piece {
  readonly first: string;
  readonly last: string;
  readonly part: number;
  readonly parts: number;
}

/** The newest days that the index can hold, oldest first; days with few sessions together, those with many in parts. */
async function findPieces({ lane, siteId }: Fill, span: Span): Promise<Piece[]> {
  const days = await lane.query({
    sql: DAYS,
    params: { site: siteId, ...span },
    row: z.object({ day: z.string(), sessions: z.coerce.number() }),
  });
  let room = MAX_SESSIONS;
  const runs: { first: string; last: string; sessions: number }[] = [];
  for (const { day, sessions } of days) {
    if (room <= 0) break;
    room -= sessions;
    const run = runs.at(-1);
    if (run && run.sessions + sessions <= SESSIONS_A_QUERY) {
      run.first = day;
      run.sessions += sessions;
    } else runs.push({ first: day, last: day, sessions });
  }
  return runs.toReversed().flatMap(({ first, last, sessions }) => {
    const parts = Math.ceil(sessions / SESSIONS_A_QUERY);
    return Array.from({ length: parts }, (_, part) => ({ first, last, part, parts }));
  });
}

const sessionRow = z
  .object({
    day: z.string(),
    visitor_id: z.string(),
    session_id: z.string(),
    seen: z.array(z.string()),
    carted: z.array(z.string()),
  })
  .transform((row): SeenSession => ({
    day: Date.parse(row.day),
    visitorId: row.visitor_id,
    sessionId: row.session_id,
    itemIds: row.seen,
    carted: row.carted,
  }));

async function findSessions(
  { lane, siteId }: Fill,
  { before }: Span,
  piece: Piece | undefined,
): Promise<SeenSession[]> {
  if (!piece) return [];
  return lane.query({
    sql: SESSIONS,
    params: { site: siteId, ...piece, before, items: MAX_ITEMS },
    row: sessionRow,
  });
}

async function learnSessions(
  { siteId, recommender, isAllowed, onSession }: Fill,
  sessions: readonly SeenSession[],
): Promise<void> {
  await mapInTurns(sessions, (session) => {
    if (!isAllowed(session.visitorId)) return;
    recommender.learnSession(siteId, session);
    onSession(session);
  });
}

async function learnCounts({ lane, siteId, recommender }: Fill, span: Span): Promise<void> {
  const counts = await lane.query({
    sql: COUNTS,
    params: {
      site: siteId,
      ...span,
      visitors: MIN_VISITORS,
      view: WEIGHTS.view_item,
      cart: WEIGHTS.add_to_cart,
      most: MAX_COUNTS,
    },
    row: z.object({ item_id: z.string(), weight: z.coerce.number() }),
  });
  await mapInTurns(counts, ({ item_id: itemId, weight }) =>
    recommender.learnCount(siteId, itemId, weight),
  );
}

const orderRow = z
  .object({ transaction_id: z.string(), item_ids: z.array(z.string()) })
  .transform((row) => ({ transactionId: row.transaction_id, itemIds: row.item_ids }));

interface OrdersFill extends Pick<Fill, 'lane' | 'siteId'> {
  readonly recommender: Pick<LearningRecommender, 'learnOrders'>;
}

/** Teaches the recommender a site's newest orders, page by page in the order of the table's key. */
export async function learnAllOrders(fill: OrdersFill, after = ''): Promise<void> {
  const { lane, siteId, recommender } = fill;
  const orders = await lane.query({
    sql: ORDERS,
    params: { site: siteId, after, most: MAX_ORDERS, rows: ORDERS_A_QUERY },
    row: orderRow,
  });
  recommender.learnOrders(siteId, orders);
  const last = orders.at(-1);
  if (last && orders.length === ORDERS_A_QUERY) await learnAllOrders(fill, last.transactionId);
}

const DAYS = `
SELECT toString(client_day) AS day, uniqExact(visitor_id, session_id) AS sessions
FROM events_personalization
WHERE site_id = {site: String} AND client_day >= {since: Date} AND received_at < {before: DateTime64(3, 'UTC')}
  AND type IN ('view_item', 'add_to_cart') AND NOT internal
GROUP BY client_day
ORDER BY client_day DESC`;

const SESSIONS = `
SELECT
    toString(client_day) AS day,
    visitor_id,
    session_id,
    arraySlice(arrayDistinct(arrayMap(one -> one.2, arraySort(groupArray((time, item_id))))), 1, {items: UInt32}) AS seen,
    arrayIntersect(seen, groupUniqArrayIf(item_id, type = 'add_to_cart')) AS carted
FROM events_personalization
ARRAY JOIN items.item_id AS item_id
WHERE site_id = {site: String} AND client_day BETWEEN {first: Date} AND {last: Date} AND received_at < {before: DateTime64(3, 'UTC')}
  AND type IN ('view_item', 'add_to_cart') AND NOT internal
  AND cityHash64(visitor_id) % {parts: UInt32} = {part: UInt32}
GROUP BY client_day, visitor_id, session_id
ORDER BY client_day, min(time)`;

const COUNTS = `
SELECT item_id, sum(if(type = 'add_to_cart', {cart: UInt32}, {view: UInt32})) AS weight
FROM events_analytics
ARRAY JOIN items.item_id AS item_id
WHERE site_id = {site: String} AND client_day >= {since: Date} AND received_at < {before: DateTime64(3, 'UTC')}
  AND type IN ('view_item', 'add_to_cart') AND NOT internal
  AND NOT has(purposes, 'personalization')
GROUP BY item_id
HAVING uniqExact(visitor_id) >= {visitors: UInt32}
ORDER BY weight DESC
LIMIT {most: UInt32}`;

const ORDERS = `
SELECT transaction_id, arrayFilter((item_id, kind) -> kind = 'goods', lines.item_id, lines.kind) AS item_ids
FROM orders FINAL
WHERE site_id = {site: String} AND transaction_id > {after: String}
  AND placed_at >= (
      SELECT min(placed_at) FROM (
          SELECT placed_at FROM orders WHERE site_id = {site: String} ORDER BY placed_at DESC LIMIT {most: UInt32}
      )
  )
ORDER BY transaction_id
LIMIT {rows: UInt32}`;
