import { mkdir, mkdtemp, open, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as endOfTurn } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { DISK, type Disk } from '../../../collector/src/journal/disk.ts';
import {
  JournalUnavailable,
  type TextLine,
  type Tally,
} from '../../../collector/src/journal/journal.ts';
import { openJournal } from '../../../collector/src/journal/open-journal.ts';
import { createRereader, readSegment } from '../../../collector/src/journal/read-segment.ts';

const NEVER_MS = 2_000_000_000;
let directory: string;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'tendero-journal-'));
});
afterEach(() => rm(directory, { recursive: true, force: true }));

function openWith(options: Partial<Parameters<typeof openJournal>[0]> = {}) {
  return openJournal({
    directory,
    clock: () => Date.UTC(2026, 10, 22),
    summarize: () => [],
    sealAfterMs: NEVER_MS,
    ...options,
  });
}

function line(value: number): TextLine {
  return { table: 'orders', json: JSON.stringify({ value }) };
}

async function readValues(paths: readonly { path: string }[]): Promise<number[]> {
  const segments = await Promise.all(paths.map(({ path }) => readSegment(path)));
  return segments
    .flatMap(({ tables }) => tables.flatMap(({ sections }) => sections))
    .flatMap((chunk) => chunk.toString().trim().split('\n'))
    .map((json) => Number(/\d+/.exec(json)?.[0]));
}

test('what was appended stands in the file once the append resolves, in order', async () => {
  const journal = await openWith();
  await Promise.all([1, 2, 3].map((value) => journal.append([line(value)])));
  const [name = ''] = await readdir(directory);
  expect(await readValues([{ path: join(directory, name) }])).toEqual([1, 2, 3]);
  await journal.close();
});

test('read one after the other into the same memory, segments of any length are what they are', async () => {
  const journal = await openWith();
  for (const values of [[1], [2, 3, 4], [5], [6, 7, 8, 9]]) {
    await Promise.all(values.map((value) => journal.append([line(value)])));
    await journal.seal();
  }
  await journal.close();
  const reader = createRereader(DISK);
  const read: string[] = [];
  for (const { path } of journal.sealed) {
    const { tables, tornBytes, damagedBytes } = await readSegment(path, reader);
    const sections = tables.flatMap((table) => table.sections);
    read.push(`${sections.join('')}${tornBytes}${damagedBytes}`);
  }
  const whole = await Promise.all(journal.sealed.map(({ path }) => readSegment(path)));
  expect(read).toEqual(
    whole.map(({ tables }) => `${tables.flatMap((table) => table.sections).join('')}00`),
  );
  expect(read.join('')).toMatch(/"value":1[^]*"value":9/);
});

test('appends of two months never share a segment, whatever the clock does', async () => {
  const journal = await openWith();
  const november = Date.UTC(2026, 10, 30, 23, 59, 59, 999);
  const months = [november, november + 1, november, november + 1];
  await Promise.all(
    months.map((receivedAt, value) => journal.append([line(value)], [], { receivedAt })),
  );
  await journal.close();
  expect(journal.sealed).toHaveLength(4);
  expect(await readValues(journal.sealed)).toEqual([0, 1, 2, 3]);
});

test('a segment is sealed before it could become several parts', async () => {
  const journal = await openWith({ maxSegmentRows: 10 });
  for (let value = 0; value < 25; value += 1) await journal.append([line(value)]);
  await journal.close();
  expect(journal.sealed).toHaveLength(3);
  expect(await readValues(journal.sealed)).toHaveLength(25);
});

test('what piles up behind a slow fsync becomes blocks of a bounded size, whole and in order', async () => {
  let goOn = () => {};
  const isSlow = new Promise<void>((resolve) => (goOn = resolve));
  const sizes: number[] = [];
  const slow: Disk = {
    ...DISK,
    async open(...options) {
      const file = await DISK.open(...options);
      const write = file.write.bind(file);
      const counting = async (bytes: Buffer, ...place: number[]) => {
        sizes.push(bytes.length);
        await isSlow;
        return write(bytes, ...place);
      };
      return Object.assign(file, { write: counting });
    },
  };
  const journal = await openWith({ disk: slow });
  const large = (value: number): TextLine => ({
    table: 'orders',
    json: `{"value":${value},"pad":"${'x'.repeat(3_000_000)}"}`,
  });
  const first = journal.append([line(0)]);
  await vi.waitUntil(() => sizes.length > 0);
  const others = Array.from({ length: 12 }, (_, index) => journal.append([large(index + 1)]));
  goOn();
  await Promise.all([first, ...others]);
  await journal.close();
  expect(Math.max(...sizes)).toBeLessThan(17_000_000);
  expect(await readValues(journal.sealed)).toEqual(Array.from({ length: 13 }, (_, value) => value));
});

test('a seal waits for the next block at the most, however long the writing has gone on', async () => {
  const journal = await openWith();
  let written = 0;
  let isOver = false;
  const send = async () => {
    while (!isOver) {
      await journal.append([line(written)]);
      written += 1;
      // comes back while others are being written
      await endOfTurn();
    }
  };
  const senders = Array.from({ length: 4 }, send);
  while (written < 400) await endOfTurn();
  const before = written;
  await journal.seal();
  expect(written - before).toBeLessThan(5 * senders.length);
  isOver = true;
  await Promise.all(senders);
  await journal.close();
  expect(await readValues(journal.sealed)).toHaveLength(written);
});

test('the tallies of one block become lines of that block', async () => {
  const seen: number[] = [];
  const summarize = (tallies: readonly Tally[]): TextLine[] => {
    seen.push(tallies.length);
    return tallies.length === 0 ? [] : [line(tallies.length)];
  };
  const journal = await openWith({ summarize });
  const tally = { siteId: 'a', source: 'browser' as const, minute: 0, counts: { stored: 1 } };
  await Promise.all([journal.append([], [], { tally }), journal.append([], [], { tally })]);
  await journal.close();
  const values = await readValues(journal.sealed);
  expect(values.reduce((sum, value) => sum + value, 0)).toBe(2);
  expect(values).toEqual(seen.filter((count) => count > 0));
});

test('refuses when the disk does, tells every line so, and goes on when it can', async () => {
  const journal = await openWith();
  await rm(directory, { recursive: true });
  const settled: boolean[] = [];
  const watched: TextLine = { ...line(1), settled: (isDurable) => settled.push(isDurable) };
  await expect(journal.append([watched])).rejects.toBeInstanceOf(JournalUnavailable);
  expect(settled).toEqual([false]);
  await mkdir(directory);
  await journal.append([line(2)]);
  await journal.close();
  expect(await readValues(journal.sealed)).toEqual([2]);
});

test('a torn tail is passed over and the rest is read', async () => {
  const first = await openWith();
  await first.append([line(1)]);
  await first.append([line(2)]);
  await first.close();
  const [segment] = first.sealed;
  const path = segment?.path ?? '';
  const file = await open(path, 'r+');
  const { size } = await file.stat();
  await file.truncate(size - 3);
  await file.close();
  const again = await openWith();
  expect(await readValues(again.sealed)).toEqual([1]);
  expect(await readSegment(path)).toMatchObject({ tornBytes: size / 2 - 3, damagedBytes: 0 });
  await again.append([line(3)]);
  await again.close();
  expect(await readValues(again.sealed)).toEqual([1, 3]);
});

test('takes no more after it was closed', async () => {
  const journal = await openWith();
  await journal.append([line(1)]);
  await journal.close();
  await expect(journal.append([line(2)])).rejects.toBeInstanceOf(JournalUnavailable);
  expect(await readValues(journal.sealed)).toEqual([1]);
});
