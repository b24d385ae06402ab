import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  createConsentCopy,
  type ConsentSnapshot,
} from '../../../collector/src/consent/consent-copy.ts';
import {
  createConsentStore,
  type ConsentStanding,
} from '../../../collector/src/consent/consent-store.ts';
import { NO_CHAIN } from '../../../collector/src/consent/ledger.ts';
import { recoverConsent } from '../../../collector/src/consent/recover.ts';
import { DISK, type Disk } from '../../../collector/src/journal/disk.ts';
import type { Segment } from '../../../collector/src/journal/read-segment.ts';

const COLLECTOR = 'collector-1';
const HEAD = { sequence: 7, hash: 'f'.repeat(64) };
const VISITOR = 'a'.repeat(32);

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'tendero-copy-'));
});
afterEach(() => rm(directory, { recursive: true }));

function standing(granted: readonly string[], decidedAt = 1_000): ConsentStanding {
  return {
    granted,
    decisionId: 'decision-1',
    decidedAt,
    noticeVersion: '1',
    source: 'banner',
    knownDecisions: ['decision-1'],
    subjectKey: '0'.repeat(64),
  };
}

function snapshotOf(granted: readonly string[], decidedAt?: number): ConsentSnapshot {
  const standings = [
    { siteId: 'shop', visitorId: VISITOR, standing: standing(granted, decidedAt) },
  ];
  return { standings, collectorId: COLLECTOR, head: HEAD };
}

async function recovered(...paths: readonly string[]) {
  const store = createConsentStore();
  const disk = DISK;
  const segments = paths.map((path) => ({ path }));
  const head = await recoverConsent({
    disk,
    segments,
    store,
    collectorId: COLLECTOR,
    head: NO_CHAIN,
  });
  return { head, standing: store.standing('shop', VISITOR) };
}

const onGone = (error: unknown) => {
  throw error;
};
const never = () => {
  throw new Error('a small copy is not rewritten');
};

test('what was written comes back: everyone and the end of the chain', async () => {
  const copy = createConsentCopy({ disk: DISK, directory, onGone });
  await copy.rewrite(() => snapshotOf(['analytics']));
  expect(await recovered(copy.path)).toEqual({ head: HEAD, standing: standing(['analytics']) });
  expect((await stat(copy.path)).mode & 0o077).toBe(0);
});

test('what the database has just taken is added, and counts before what was there; other tables are not copied', async () => {
  const copy = createConsentCopy({ disk: DISK, directory, onGone });
  await copy.rewrite(() => snapshotOf(['analytics']));
  await copy.keep(await takenOf(snapshotOf([])), never);
  expect(await recovered(copy.path)).toMatchObject({ standing: { granted: [] } });
  expect(await readFile(copy.path, 'utf8')).not.toContain('secret');
});

/** What the database takes of these, and of an event. */
async function takenOf(snapshot: ConsentSnapshot): Promise<Segment> {
  const other = await mkdtemp(join(directory, 'n-'));
  const newer = createConsentCopy({ disk: DISK, directory: other, onGone });
  await newer.rewrite(() => snapshot);
  const text = await readFile(newer.path);
  const rows = text.toString().split('\n');
  const section = (start: string, table: Segment['tables'][number]['table']) => ({
    table,
    rows: 1,
    sections: [Buffer.from(`${rows.find((row) => row.includes(start)) ?? ''}\n`)],
  });
  return {
    tables: [
      section('subject_key', 'consent_subjects'),
      section('"granted"', 'consent_states'),
      { table: 'events_raw', rows: 1, sections: [Buffer.from('{"event_id":"secret"}\n')] },
    ],
    days: [],
    tornBytes: 0,
    damagedBytes: 0,
  };
}

test.each(['appendFile', 'open'] as const)(
  'a disk that is too full (%s): the copy goes and the journal does not wait; all is written when there is room',
  async (full) => {
    const errors: unknown[] = [];
    const state = { isFull: false };
    const disk: Disk = {
      ...DISK,
      [full]: new Proxy(DISK[full], {
        apply: (work, self, args) =>
          state.isFull && args[1] !== 'r'
            ? Promise.reject(new Error('ENOSPC'))
            : Reflect.apply(work, self, args),
      }),
    };
    const copy = createConsentCopy({ disk, directory, onGone: (error) => errors.push(error) });
    await copy.rewrite(() => snapshotOf(['analytics']));
    state.isFull = true;
    if (full === 'open') await copy.rewrite(() => snapshotOf([]));
    else await copy.keep(await takenOf(snapshotOf([])), never);
    expect(errors).toHaveLength(1);
    await expect(stat(copy.path)).rejects.toThrow('ENOENT');
    state.isFull = false;
    const nothing: Segment = { tables: [], days: [], tornBytes: 0, damagedBytes: 0 };
    await copy.keep(nothing, () => snapshotOf([]));
    expect(await recovered(copy.path)).toEqual({ head: HEAD, standing: standing([]) });
  },
);

test('what other collectors were told is added, and an older decision of this one in the journal does not undo it', async () => {
  const journal = createConsentCopy({
    disk: DISK,
    directory: await mkdtemp(join(directory, 'j-')),
    onGone,
  });
  await journal.rewrite(() => snapshotOf(['analytics'], 1_000));
  const copy = createConsentCopy({ disk: DISK, directory, onGone });
  await copy.rewrite(() => snapshotOf(['analytics'], 1_000));
  const withdrawn = standing([], 2_000);
  await copy.add([{ siteId: 'shop', visitorId: VISITOR, standing: withdrawn }], never);
  expect(await recovered(copy.path, journal.path)).toEqual({ head: HEAD, standing: withdrawn });
});

test('what is kept, added and rewritten at once ends up whole', async () => {
  const copy = createConsentCopy({ disk: DISK, directory, onGone });
  await copy.rewrite(() => snapshotOf(['analytics'], 1_000));
  const withdrawn = standing([], 2_000);
  const taken = await takenOf(snapshotOf(['analytics'], 1_500));
  await Promise.all([
    copy.rewrite(() => snapshotOf(['analytics'], 1_000)),
    copy.keep(taken, never),
    copy.add([{ siteId: 'shop', visitorId: VISITOR, standing: withdrawn }], never),
  ]);
  expect(await recovered(copy.path)).toEqual({ head: HEAD, standing: withdrawn });
});

test('a rewrite that was cut off leaves the copy as it was', async () => {
  const copy = createConsentCopy({ disk: DISK, directory, onGone });
  await copy.rewrite(() => snapshotOf(['analytics']));
  await writeFile(`${copy.path}.new`, 'TENDERO2 half a');
  expect(await recovered(copy.path)).toMatchObject({ standing: { granted: ['analytics'] } });
  await copy.rewrite(() => snapshotOf(['personalization']));
  expect(await recovered(copy.path)).toMatchObject({
    standing: { granted: ['personalization'] },
  });
});

test('many are written a thousand at once, so that others wait for no more', async () => {
  const standings = Array.from({ length: 2_500 }, (_, index) => ({
    siteId: 'shop',
    visitorId: String(index).padStart(32, '0'),
    standing: standing(['analytics']),
  }));
  const copy = createConsentCopy({ disk: DISK, directory, onGone });
  await copy.rewrite(() => ({ standings, collectorId: COLLECTOR, head: HEAD }));
  await copy.add(standings, never);
  const blocks = (await readFile(copy.path, 'utf8')).split('TENDERO2').slice(1);
  const visitors = blocks.map((block) => block.split('"subject_key"').length - 1);
  expect(visitors).toEqual([0, 1_000, 1_000, 500, 1_000, 1_000, 500]);
});
