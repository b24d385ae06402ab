import type { Config } from '../../config.ts';
import { RequestProblem } from '../../lib/problem.ts';

/** Tables of a cluster lie on many servers; ClickHouse has a tool of its own for that. */
export function assertOneServer({ clickhouse }: Config): void {
  if (clickhouse.cluster === undefined) return;
  throw new RequestProblem({
    status: 409,
    code: 'not_on_a_cluster',
    detail:
      "With CLICKHOUSE_CLUSTER use ClickHouse's own BACKUP … ON CLUSTER and RESTORE … ON CLUSTER.",
  });
}
