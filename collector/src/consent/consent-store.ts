import * as z from 'zod';
import type { ReadLane } from '../clickhouse/database.ts';
import { mapInTurns } from '../lib/turns.ts';
import { covers, laterStanding } from './next-standing.ts';
import { createUnreadStandings, type UnreadStandings } from './unread-standings.ts';

/** What one visitor allows, by the newest decision that the ledger holds. */
export interface ConsentStanding {
  /** Purposes, and social fields as `social.basic`. */
  readonly granted: readonly string[];
  readonly decisionId: string;
  /** In ms UTC, corrected for the browser's clock. */
  readonly decidedAt: number;
  /** The same by the browser's own clock; unknown after a start. */
  readonly at?: number;
  readonly noticeVersion: string;
  readonly source: string;
  /** Newest decisions first, so that one sent again changes nothing. */
  readonly knownDecisions: readonly string[];
  /** Hex; the ledger's subject is an HMAC under it. */
  readonly subjectKey: string;
}

/** The ledger's newest word on everyone, in memory. */
export interface ConsentStanders {
  /** Undefined for who never decided: nothing is granted. */
  standing(siteId: string, visitorId: string): ConsentStanding | undefined;
}

/** The same for the one who writes it: the ledger. */
export interface ConsentStore extends ConsentStanders {
  set(siteId: string, visitorId: string, standing: ConsentStanding): void;
  /** Adds what is only read when somebody asks, by {@link UnreadStandings}; where a newer one is known, that stays. */
  addUnread: UnreadStandings['add'];
  /** Everybody's; of who is asked for meanwhile perhaps two, of which the later one holds, in whatever order they come. */
  entries(): Iterable<KeptStanding>;
}

/** Whose standing it is. */
export interface KeptStanding {
  readonly siteId: string;
  readonly visitorId: string;
  readonly standing: ConsentStanding;
}

/** The database reads the keys of everybody for a page, however small. */
const PAGE_ROWS = 100_000;

const row = z.object({
  site_id: z.string(),
  visitor_id: z.string(),
  granted: z.array(z.string()),
  decision_id: z.string(),
  notice_version: z.string(),
  source: z.string(),
  known_decisions: z.array(z.string()),
  decided_at_ms: z.coerce.number(),
  subject_key: z.string(),
});

/** Nobody's standing yet. */
export function createConsentStore(): ConsentStore {
  const kept = createParted<KeptStanding>();
  const unread = createUnreadStandings();
  const lists = new Map<string, readonly string[]>();

  /** Hundreds of thousands allow one of a few things: all of them share its list. */
  function shared(granted: readonly string[]): readonly string[] {
    const key = granted.join(' ');
    const known = lists.get(key);
    if (known) return known;
    lists.set(key, granted);
    return granted;
  }

  function keep(siteId: string, visitorId: string, standing: ConsentStanding): ConsentStanding {
    const one = { ...standing, granted: shared(standing.granted) };
    kept.of(siteId, visitorId).set(visitorId, { siteId, visitorId, standing: one });
    return one;
  }

  return {
    standing(siteId, visitorId) {
      const known = kept.of(siteId, visitorId).get(visitorId)?.standing;
      const left = unread.take(siteId, visitorId);
      if (!left) return known;
      return keep(siteId, visitorId, known ? laterStanding(known, left) : left);
    },
    set(siteId, visitorId, standing) {
      unread.forget(siteId, visitorId);
      keep(siteId, visitorId, standing);
    },
    addUnread: (states, subjects) => unread.add(states, subjects),
    *entries() {
      // who is read meanwhile is among those that are kept
      yield* unread.all();
      yield* kept.values();
    },
  };
}

/** Maps by site and the first two digits of the visitor: one alone would be full with 16,777,216 (V8's largest). */
function createParted<Value>() {
  const sites = new Map<string, Map<string, Map<string, Value>>>();
  return {
    of(siteId: string, visitorId: string): Map<string, Value> {
      const parts = sites.get(siteId) ?? new Map<string, Map<string, Value>>();
      sites.set(siteId, parts);
      const name = visitorId.slice(0, 2);
      const part = parts.get(name) ?? new Map<string, Value>();
      parts.set(name, part);
      return part;
    },
    *values(): Generator<Value> {
      for (const parts of sites.values()) for (const part of parts.values()) yield* part.values();
    },
  };
}

interface FillOptions {
  /** Only theirs; none: everybody's. @default none */
  readonly visitors?: readonly string[];
  /** Told what was news, when the store knows it. @default nobody */
  readonly onNews?: (standings: readonly KeptStanding[]) => Promise<void>;
}

/** Reads standings from the database; where the store knows a newer one, that stays. */
export async function fillConsentStore(
  lane: ReadLane,
  store: ConsentStore,
  { visitors = [], onNews }: FillOptions = {},
): Promise<void> {
  let last = { site_id: '', visitor_id: '' };
  for (;;) {
    const rows = await lane.query({
      sql: PAGE,
      params: { site: last.site_id, visitor: last.visitor_id, rows: PAGE_ROWS, visitors },
      row,
    });
    const news = await mapInTurns(rows, (one) => takeOver(store, toKept(one)));
    await onNews?.(news.flat());
    const newest = rows.at(-1);
    if (!newest || rows.length < PAGE_ROWS) return;
    last = newest;
  }
}

function toKept(one: z.output<typeof row>): KeptStanding {
  return {
    siteId: one.site_id,
    visitorId: one.visitor_id,
    standing: {
      granted: one.granted,
      decisionId: one.decision_id,
      noticeVersion: one.notice_version,
      source: one.source,
      decidedAt: one.decided_at_ms,
      knownDecisions: one.known_decisions,
      subjectKey: one.subject_key,
    },
  };
}

/** Returns what the store did not know yet. */
function takeOver(store: ConsentStore, found: KeptStanding): KeptStanding[] {
  const news = toNews(store, found);
  for (const { siteId, visitorId, standing } of news) store.set(siteId, visitorId, standing);
  return news;
}

/** What holds of a visitor now, where the store does not know it yet. */
function toNews(store: ConsentStore, found: KeptStanding): KeptStanding[] {
  const known = store.standing(found.siteId, found.visitorId);
  if (!known) return [found];
  if (covers(known, found.standing)) return [];
  return [{ ...found, standing: laterStanding(known, found.standing) }];
}

const PAGE = `
SELECT
    site_id, visitor_id, granted, decision_id, notice_version, source, known_decisions,
    toUnixTimestamp64Milli(decided_at) AS decided_at_ms,
    subject_key
FROM consent_states FINAL
INNER JOIN (
    SELECT site_id, visitor_id, subject_key FROM consent_subjects FINAL
    WHERE empty({visitors: Array(String)}) OR visitor_id IN {visitors: Array(String)}
) AS subjects USING (site_id, visitor_id)
WHERE (site_id, visitor_id) > ({site: String}, {visitor: String})
  AND (empty({visitors: Array(String)}) OR visitor_id IN {visitors: Array(String)})
ORDER BY site_id, visitor_id
LIMIT {rows: UInt32}`;
