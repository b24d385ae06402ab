import { startClickHouseFront } from '../../support/clickhouse-front.ts';
import { openTestDatabase, type TestDatabase } from '../../support/open-test-database.ts';
import type { LaneCounts } from '../../../collector/src/clickhouse/lane-counts.ts';

/** Both homes of ClickHouse: what holds in one has to hold in the other. */
export const HOMES = ['embedded', 'server'] as const;

/** A test database in that home; its `close` ends the server too. */
export async function openIn(
  home: (typeof HOMES)[number],
  lanes?: LaneCounts,
): Promise<TestDatabase> {
  const options = lanes === undefined ? {} : { lanes };
  if (home === 'embedded') return openTestDatabase({ ...options, url: undefined });
  const front = await startClickHouseFront();
  const test = await openTestDatabase({ ...options, url: front.url });
  const close = async () => {
    await test.close();
    await front.close();
  };
  return { ...test, close, [Symbol.asyncDispose]: close };
}
