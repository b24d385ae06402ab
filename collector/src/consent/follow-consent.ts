import * as z from 'zod';
import type { Database } from '../clickhouse/database.ts';
import { hasTable } from '../clickhouse/has-table.ts';
import { type ConsentStore, fillConsentStore, type KeptStanding } from './consent-store.ts';
import { covers } from './next-standing.ts';

interface Parts {
  readonly database: Pick<Database, 'serve' | 'write'>;
  /** Undefined for one server. */
  readonly cluster: string | undefined;
  readonly store: ConsentStore;
  /** Told what others were told, when the store knows it. */
  readonly onNews: (standings: readonly KeptStanding[]) => Promise<void>;
  /** Changes that are read at once. @default 10,000 */
  readonly pageRows?: number;
}

/** How a collector hears what the others on its database were told of consent. */
export interface ConsentFeed {
  /** When this has resolved no change is missed any more; what was there before is to be read afterwards. */
  begin(): Promise<void>;
  /** Takes over what has changed since the last time, all of it; for each second. Nothing to do before it has begun. */
  follow(): Promise<void>;
}

/** Inserts that take their time, replicas behind each other, and servers whose clocks differ. */
const OVERLAP_MS = 30_000;
/** Half as long as changes are kept: who heard nothing for longer reads everybody again. */
const KEPT_MS = 43_200_000;
const PAGE_ROWS = 10_000;

/** The feed of this collector, by the server's clock alone. */
export function followConsent(parts: Parts): ConsentFeed {
  const { database, cluster, store, onNews, pageRows = PAGE_ROWS } = parts;
  let readAt: number | undefined;

  async function readNow(): Promise<number> {
    const [answer] = await database.serve.query({ sql: NOW, row: z.object({ now: z.number() }) });
    return answer?.now ?? 0;
  }

  async function readChanges(since: number): Promise<void> {
    let last = { inserted_at: new Date(since).toISOString(), ...FIRST };
    for (;;) {
      const { inserted_at: at, site_id: site, visitor_id: visitor, decision_id: decision } = last;
      const params = { at, site, visitor, decision, rows: pageRows };
      const changes = await database.serve.query({ sql: CHANGES, params, row: change });
      await takeOver(changes.filter((one) => !isKnown(store, one)));
      const newest = changes.at(-1);
      if (!newest || changes.length < pageRows) return;
      last = newest;
    }
  }

  /** Its row of states may come a moment after that of the change; then it is found the next time. */
  async function takeOver(changes: readonly Change[]): Promise<void> {
    const visitors = [...new Set(changes.map((one) => one.visitor_id))];
    if (visitors.length > 0) await fillConsentStore(database.serve, store, { visitors, onNews });
  }

  return {
    async begin() {
      if (!(await hasTable(database.serve, FEED_NAME)))
        await database.write.command(cluster === undefined ? FEED : feedOn(cluster));
      readAt = await readNow();
    },
    async follow() {
      if (readAt === undefined) return;
      const now = await readNow();
      if (now - readAt > KEPT_MS) await fillConsentStore(database.serve, store, { onNews });
      else await readChanges(readAt - OVERLAP_MS);
      readAt = now;
    },
  };
}

const change = z.object({
  inserted_at: z.string(),
  site_id: z.string(),
  visitor_id: z.string(),
  decision_id: z.string(),
  decided_at_ms: z.number(),
});
type Change = z.output<typeof change>;

/** Before all others of one moment. */
const FIRST = { site_id: '', visitor_id: '', decision_id: '' };

/** Most changes are this collector's own, or were read the second before. */
function isKnown(store: ConsentStore, one: Change): boolean {
  const known = store.standing(one.site_id, one.visitor_id);
  const decision = { decidedAt: one.decided_at_ms, decisionId: one.decision_id };
  return known !== undefined && covers(known, decision);
}

const NOW = 'SELECT toUnixTimestamp64Milli(now64(3)) AS now';

const CHANGES = `
SELECT inserted_at, site_id, visitor_id, decision_id, toUnixTimestamp64Milli(decided_at) AS decided_at_ms
FROM consent_changes
WHERE inserted_at >= {at: DateTime64(3, 'UTC')}
  AND (inserted_at, site_id, visitor_id, decision_id)
    > ({at: DateTime64(3, 'UTC')}, {site: String}, {visitor: String}, {decision: String})
ORDER BY inserted_at, site_id, visitor_id, decision_id
LIMIT {rows: UInt32}`;

const COLUMNS = 'now64(3) AS inserted_at, site_id, visitor_id, decision_id, decided_at';

const FEED_NAME = 'consent_changes_feed';

/** Only where there may be other collectors: it costs each insert of consent a second part. */
const FEED = `CREATE MATERIALIZED VIEW IF NOT EXISTS ${FEED_NAME} TO consent_changes AS SELECT ${COLUMNS} FROM consent_states`;

function feedOn(cluster: string): string {
  return `CREATE MATERIALIZED VIEW IF NOT EXISTS ${FEED_NAME} ON CLUSTER '${cluster}'
    TO consent_changes_local AS SELECT ${COLUMNS} FROM consent_states_local`;
}
