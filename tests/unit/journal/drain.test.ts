import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import {
  type CommandLane,
  DatabaseError,
  type QueryParams,
  type WriteLane,
} from '../../../collector/src/clickhouse/database.ts';
import { DISK, type Disk } from '../../../collector/src/journal/disk.ts';
import { startDrain } from '../../../collector/src/journal/drain.ts';
import { openJournal, type OpenJournal } from '../../../collector/src/journal/open-journal.ts';

const NEVER_MS = 2_000_000_000;
const AWAY = new DatabaseError('no answer from ClickHouse (insert)', { code: 0, cause: undefined });
const BAD_DATA = new DatabaseError('insert refused by ClickHouse: INCORRECT_DATA (117)', {
  code: 117,
  cause: undefined,
});

let directory: string;
let journal: OpenJournal;
let lines: string[];

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  directory = await mkdtemp(join(tmpdir(), 'tendero-drain-'));
  journal = await openJournal({
    directory,
    clock: () => 0,
    summarize: () => [],
    sealAfterMs: NEVER_MS,
  });
  lines = [];
});
afterEach(async () => {
  vi.useRealTimers();
  await rm(directory, { recursive: true, force: true });
});

/** A database of which only the refusing is not real; `taken` is what it took. */
function lane(refuse: (text: string) => Error | undefined) {
  const taken: string[] = [];
  const commands: QueryParams[] = [];
  const write: WriteLane = {
    query: async () => [],
    async command(_sql, params = {}) {
      commands.push(params);
    },
    remove: () => Promise.reject(new Error('nothing is removed here')),
    async insert(_table, chunks) {
      const text = Buffer.concat([...chunks]).toString();
      const refusal = refuse(text);
      if (refusal) throw refusal;
      taken.push(...text.trim().split('\n'));
    },
  };
  return { write, taken, commands };
}

function drainInto(write: WriteLane, { recount = write, disk = DISK }: Partial<Beside> = {}) {
  const logger = pino({ level: 'debug' }, { write: (line: string) => void lines.push(line) });
  const database = { write, recount };
  return startDrain({ journal, directory, database, logger, random: () => 0, disk });
}

interface Beside {
  recount: CommandLane;
  disk: Disk;
}

async function seal(value: number, days: readonly string[] = ['2026-01-01']): Promise<void> {
  await journal.append(
    [{ table: 'orders', json: `{"n":${value}}` }],
    days.map((day) => ({ siteId: 'shop', day })),
  );
  await journal.seal();
}

/** Lets real file work go on while the timers stand still. */
async function until(condition: () => boolean): Promise<void> {
  await vi.waitUntil(condition, { timeout: 5_000, interval: 1 });
}

const failures = (what = 'drain') => lines.filter((line) => line.includes(`${what} failed`)).length;

test('a database that refuses for a while gets everything afterwards, in order, with growing pauses', async () => {
  let isAway = true;
  const { write, taken } = lane(() => (isAway ? AWAY : undefined));
  const drain = drainInto(write);
  for (const value of [1, 2, 3]) await seal(value);
  const waits: number[] = [];
  for (let failure = 1; failure <= 4; failure += 1) {
    await until(() => failures() === failure && vi.getTimerCount() === 1);
    waits.push(Number(/"waitMs":(\d+)/.exec(lines.at(-1) ?? '')?.[1]));
    expect(taken).toEqual([]);
    expect(drain.backlog).toBe(3);
    if (failure < 4) await vi.advanceTimersByTimeAsync(waits.at(-1) ?? 0);
  }
  expect(waits).toEqual([125, 250, 500, 1_000]);
  isAway = false;
  await vi.advanceTimersByTimeAsync(1_000);
  await drain.drainNow();
  expect(taken).toEqual(['{"n":1}', '{"n":2}', '{"n":3}']);
  expect(await readdir(directory)).toEqual([]);
  await drain.stop();
  await journal.close();
});

test('a pause never grows beyond half a minute', async () => {
  const { write } = lane(() => AWAY);
  const drain = drainInto(write);
  await seal(1);
  for (let failure = 1; failure <= 12; failure += 1) {
    await until(() => failures() === failure && vi.getTimerCount() === 1);
    expect(Number(/"waitMs":(\d+)/.exec(lines.at(-1) ?? '')?.[1])).toBeLessThanOrEqual(30_000);
    await vi.advanceTimersByTimeAsync(30_000);
  }
  await until(() => failures() === 13);
  await drain.stop();
  expect(drain.backlog).toBe(1);
  await journal.close();
});

test('says so at once when all is asked for and the database is away; nothing is deleted', async () => {
  const { write } = lane(() => AWAY);
  const drain = drainInto(write);
  await seal(1);
  await expect(drain.drainNow()).rejects.toThrow('does not take the journal right now');
  expect((await readdir(directory)).filter((name) => name.endsWith('.segment'))).toHaveLength(1);
  await drain.stop();
  await journal.close();
});

test('rows that the database blames are kept with their reason, and hold up nobody', async () => {
  const { write, taken } = lane((text) => (text.includes('{"n":2}') ? BAD_DATA : undefined));
  const drain = drainInto(write);
  for (const n of [1, 2, 3]) await journal.append([{ table: 'orders', json: `{"n":${n}}` }]);
  await drain.drainNow();
  expect(taken).toEqual(['{"n":1}', '{"n":3}']);
  const kept = await readFile(join(directory, 'refused-rows.jsonl'), 'utf8');
  expect(JSON.parse(kept)).toEqual({
    table: 'orders',
    row: '{"n":2}',
    reason: BAD_DATA.message,
  });
  expect(lines.join('')).not.toContain('{\\"n\\":2}');
  await drain.stop();
  await journal.close();
});

test('refused rows that the disk has no room for stay in their segment, and hold up nobody', async () => {
  const { write, taken } = lane((text) => (text.includes('{"n":2}') ? BAD_DATA : undefined));
  const full = () => Promise.reject(Object.assign(new Error('no space'), { code: 'ENOSPC' }));
  const drain = drainInto(write, { disk: { ...DISK, appendFile: full } });
  for (const n of [1, 2, 3]) await seal(n);
  await drain.drainNow();
  expect(taken).toEqual(['{"n":1}', '{"n":3}']);
  expect(drain.backlog).toBe(0);
  const left = (await readdir(directory)).filter((name) => name.includes('.segment'));
  expect(left).toEqual([expect.stringMatching(/\.segment\.refused$/)]);
  expect(await readFile(join(directory, left[0] ?? ''), 'utf8')).toContain('{"n":2}');
  await drain.stop();
  await journal.close();
});

test('a segment of thousands of blocks touches a day once', async () => {
  const { write, taken, commands } = lane(() => undefined);
  for (let n = 0; n < 2_000; n += 1) {
    await journal.append(
      [{ table: 'orders', json: `{"n":${n}}` }],
      [{ siteId: 'shop', day: n % 2 === 0 ? '2026-01-01' : '2026-01-02' }],
    );
  }
  const drain = drainInto(write);
  await drain.drainNow();
  expect(taken).toHaveLength(2_000);
  expect(commands).toEqual([{ siteId: 'shop', days: ['2026-01-01', '2026-01-02'] }]);
  await drain.stop();
  await journal.close();
});

test('the days that were touched are kept once and counted anew, also when that failed before', async () => {
  const { write, taken, commands } = lane(() => undefined);
  let isAway = true;
  const flaky: CommandLane = {
    async command(sql, params) {
      if (isAway) throw AWAY;
      await write.command(sql, params);
    },
  };
  const drain = drainInto(write, { recount: flaky });
  await seal(1);
  await until(() => failures('recount') === 1);
  await seal(2);
  await until(() => taken.length === 2 && drain.backlog === 0);
  const file = expect.stringMatching(/^[-0-9a-f]{36}\.days$/);
  expect(await readdir(directory)).toEqual([file]);
  await seal(3, ['2026-01-01', '2026-01-02']);
  await seal(4, ['2026-01-02']);
  await until(() => taken.length === 4 && drain.backlog === 0);
  expect(await readdir(directory)).toEqual([file, file]);
  isAway = false;
  await drain.drainNow();
  expect(commands).toHaveLength(1);
  expect(await readdir(directory)).toEqual([]);
  await drain.stop();
  await journal.close();
});

test('days that an earlier process kept are counted; what a kill cut off in mid-writing holds up nobody', async () => {
  const { write, commands } = lane(() => undefined);
  await writeFile(join(directory, 'whole.days'), '[{"siteId":"shop","day":"2025-12-31"}]');
  await writeFile(join(directory, 'empty.days'), '');
  await writeFile(join(directory, 'torn.days'), '[{"siteId":"shop","da');
  const drain = drainInto(write);
  await seal(1);
  await drain.drainNow();
  const days = commands.map((params) => params['days']);
  expect(new Set(days.flat())).toEqual(new Set(['2025-12-31', '2026-01-01']));
  expect(await readdir(directory)).toEqual([]);
  await drain.stop();
  await journal.close();
});

test('a recount holds up no insert, and what comes meanwhile is counted by the next', async () => {
  const { write, taken, commands } = lane(() => undefined);
  let finish = () => {};
  const counted = new Promise<void>((resolve) => (finish = resolve));
  const slow: CommandLane = {
    async command(sql, params) {
      await write.command(sql, params);
      await counted;
    },
  };
  const drain = drainInto(write, { recount: slow });
  await seal(1);
  await until(() => commands.length === 1);
  await seal(2);
  await until(() => taken.length === 2 && drain.backlog === 0);
  expect(await readdir(directory)).toHaveLength(2);
  finish();
  await drain.drainNow();
  expect(commands).toHaveLength(2);
  expect(await readdir(directory)).toEqual([]);
  await drain.stop();
  await journal.close();
});

test('a segment that the disk keeps back holds up no other, and comes once the disk gives it', async () => {
  const { write, taken, commands } = lane(() => undefined);
  await seal(1);
  const [bad] = journal.sealed;
  let isBroken = true;
  const disk: Disk = {
    ...DISK,
    open: (path, ...rest) => {
      if (isBroken && path === bad?.path) return Promise.reject(new Error('EIO'));
      return DISK.open(path, ...rest);
    },
  };
  const drain = drainInto(write, { disk });
  for (const value of [2, 3]) {
    await seal(value);
    await until(() => taken.length === value - 1);
  }
  await until(() => commands.length > 0 && drain.backlog === 1);
  await expect(drain.drainNow()).rejects.toThrow('does not give all of the journal back');
  expect(taken).toEqual(['{"n":2}', '{"n":3}']);
  isBroken = false;
  await vi.advanceTimersByTimeAsync(5_000);
  await until(() => taken.length === 3);
  await drain.drainNow();
  expect(await readdir(directory)).toEqual([]);
  await drain.stop();
  await journal.close();
});

test('a disk too full to keep what was touched is emptied all the same, and the days are counted', async () => {
  const { write, taken, commands } = lane(() => undefined);
  const disk: Disk = {
    ...DISK,
    async writeFile(path) {
      await DISK.writeFile(path, '');
      throw Object.assign(new Error('ENOSPC'), { code: 'ENOSPC' });
    },
  };
  const drain = drainInto(write, { disk });
  await seal(1);
  await until(() => drain.backlog === 0);
  expect(taken).toEqual(['{"n":1}']);
  expect(commands).toEqual([{ siteId: 'shop', days: ['2026-01-01'] }]);
  expect(await readdir(directory)).toEqual([]);
  await drain.stop();
  await journal.close();
});

test('takes nothing more after it was stopped', async () => {
  const { write, taken } = lane(() => undefined);
  const drain = drainInto(write);
  await drain.stop();
  await seal(1);
  expect(taken).toEqual([]);
  expect(drain.backlog).toBe(1);
  await journal.close();
});
