import * as z from 'zod';
import type { QueryParams, ReadLane } from '../clickhouse/database.ts';
import { compileRule } from './compile.ts';
import type { Segment } from './definition.ts';
import { PEOPLE_SQL } from './people-sql.ts';

/** Whose people, and whether the shop's own team counts. */
export interface PeopleScope {
  readonly siteId: string;
  readonly team: boolean;
  /** In ms UTC. */
  readonly nowMs: number;
}

/** Sizes by segment id, and when the first of all these people was seen (ms UTC). */
export interface SegmentSizes {
  readonly sizes: ReadonlyMap<string, number>;
  readonly sinceMs: number | undefined;
}

const sizesRow = z.object({ sizes: z.array(z.coerce.number()), since: z.coerce.number() });

/** Counts all segments in one read of the people. */
export async function countSegments(
  lane: ReadLane,
  segments: readonly Segment[],
  scope: PeopleScope,
): Promise<SegmentSizes> {
  const rules = segments.map(({ rule }, index) =>
    compileRule(rule, { nowMs: scope.nowMs, prefix: `s${index}` }),
  );
  const counts = rules.map(({ sql }) => `countIf(${sql})`).join(', ');
  const [row] = await lane.query({
    sql: `SELECT [${counts}] AS sizes, toUnixTimestamp64Milli(min(first_at)) AS since FROM (${PEOPLE_SQL})`,
    params: Object.assign(scopeParams(scope), ...rules.map(({ params }) => params)),
    row: sizesRow,
  });
  const sizes = new Map(segments.map(({ id }, index) => [id, row?.sizes[index] ?? 0]));
  return { sizes, sinceMs: row === undefined || row.since <= 0 ? undefined : row.since };
}

const memberRow = z.object({
  kind: z.enum(['customer', 'visitor']),
  id: z.string(),
  orders: z.coerce.number(),
  lastActiveAt: z.coerce.number(),
});

/** One person of a segment. `lastActiveAt`: ms UTC. */
export type Member = Readonly<z.output<typeof memberRow>>;

/** A page of a segment's people, the most recently active first. */
export async function listMembers(
  lane: ReadLane,
  segment: Segment,
  { scope, limit, offset }: { scope: PeopleScope; limit: number; offset: number },
): Promise<Member[]> {
  const rule = compileRule(segment.rule, { nowMs: scope.nowMs, prefix: 's' });
  return lane.query({
    sql: `SELECT kind, id, orders, toUnixTimestamp64Milli(last_active_at) AS lastActiveAt
      FROM (${PEOPLE_SQL})
      WHERE ${rule.sql}
      ORDER BY last_active_at DESC, id
      LIMIT {limit:UInt32} OFFSET {offset:UInt32}`,
    params: { ...scopeParams(scope), ...rule.params, limit, offset },
    row: memberRow,
  });
}

function scopeParams({ siteId, team }: PeopleScope): QueryParams {
  return { site: siteId, team };
}
