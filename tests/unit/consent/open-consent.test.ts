import { mkdtemp, open, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import { expect, test } from 'vitest';
import type { ReadLane } from '../../../collector/src/clickhouse/database.ts';
import type { KeptStanding } from '../../../collector/src/consent/consent-store.ts';
import { openConsent } from '../../../collector/src/consent/open-consent.ts';
import { DISK, type Disk } from '../../../collector/src/journal/disk.ts';

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

/** As another collector heard it; the database of {@link laneOf} knows a newer decision. */
function heard(granted: readonly string[], decidedAt: number): KeptStanding {
  const decisionId = `at-${decidedAt}`;
  const knownDecisions = [decisionId];
  const rest = { noticeVersion: '1', source: 'banner', subjectKey: '0'.repeat(64) };
  const standing = { granted, decisionId, decidedAt, knownDecisions, ...rest };
  return { siteId: 'shop', visitorId: 'visitor-eva', standing };
}

/** A disk that does not give back any copy. */
const FAILING: Disk = {
  ...DISK,
  open: new Proxy(open, {
    apply: (work, self, args: Parameters<typeof open>) =>
      args[1] === 'r' && String(args[0]).endsWith('.copy')
        ? Promise.reject(new Error('EIO: i/o error, read'))
        : Reflect.apply(work, self, args),
  }),
};

test.each([
  { how: 'gives it back changed', disk: DISK, change: 1 },
  { how: 'does not give it back', disk: FAILING, change: 0 },
])(
  'a copy whose disk $how is no copy: that start needs the database, and writes it anew',
  async ({ disk, change }) => {
    const dataDir = await mkdtemp(join(tmpdir(), 'tendero-consent-'));
    const lines: string[] = [];
    const logger = pino({}, { write: (line: string) => void lines.push(line) });
    const parts = { dataDir, disk: DISK, logger, journal: { sealed: [] }, isRemote: true };
    const first = await openConsent(parts);
    await first.fill(laneOf());
    await first.openLedger();
    await first.keepHeard([heard(['analytics'], 100)]);
    await first.keepHeard([heard([], 200)]);
    const path = join(dataDir, 'consent.copy');
    const bytes = await readFile(path);
    // in the block of the withdrawal; that of the grant is whole
    bytes.writeUInt8((bytes.at(-2) ?? 0) ^ change, bytes.length - 2);
    await writeFile(path, bytes);

    const second = await openConsent({ ...parts, disk });
    expect(second.isCopied).toBe(false);
    expect(second.store.standing('shop', 'visitor-eva')).toBeUndefined();
    expect(lines.join('')).toContain('this start needs the database');
    expect(lines.join('')).not.toContain('eva');
    await second.fill(laneOf('visitor-eva'));
    await second.openLedger();

    const third = await openConsent(parts);
    expect(third.isCopied).toBe(true);
    expect(third.store.standing('shop', 'visitor-eva')?.decisionId).toBe('of-visitor-eva');
    expect(lines).toHaveLength(1);
    await rm(dataDir, { recursive: true });
  },
);
