import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import { expect, test } from 'vitest';
import type { ReadLane } from '../../../collector/src/clickhouse/database.ts';
import { openConsent } from '../../../collector/src/consent/open-consent.ts';
import { DISK } from '../../../collector/src/journal/disk.ts';

/** A database in which these visitors decided. */
function laneOf(...visitors: readonly string[]): ReadLane {
  const rows = visitors.map((visitor) => ({
    site_id: 'shop',
    visitor_id: visitor,
    granted: [],
    decision_id: `of-${visitor}`,
    notice_version: '1',
    source: 'banner',
    known_decisions: [`of-${visitor}`],
    decided_at_ms: 1_000,
    subject_key: '0'.repeat(64),
  }));
  return {
    query: async ({ sql, row }) =>
      sql.includes('consent_states') ? rows.map((one) => row.parse(one)) : [],
  };
}

test('a database that comes after a start without it is copied then, so that the next start knows it', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'tendero-consent-'));
  const logger = pino({ level: 'silent' });
  const parts = { dataDir, disk: DISK, logger, journal: { sealed: [] }, isRemote: true };
  const first = await openConsent(parts);
  await first.fill(laneOf('ana'));
  await first.openLedger();

  const second = await openConsent(parts);
  expect(second.isCopied).toBe(true);
  await second.openLedger();
  expect(await readFile(join(dataDir, 'consent.copy'), 'utf8')).not.toContain('of-bob');
  await second.fill(laneOf('ana', 'bob'));

  const third = await openConsent(parts);
  expect(third.store.standing('shop', 'ana')?.granted).toEqual([]);
  expect(third.store.standing('shop', 'bob')?.granted).toEqual([]);
  await rm(dataDir, { recursive: true });
});
