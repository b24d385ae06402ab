import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { TEST_SITE } from '../support/open-test-collector.ts';
import { openSmallDisk } from '../support/small-disk.ts';
import { CollectorDidNotStart, spawnCollector } from '../support/spawn-collector.ts';

const CONFIG = { sites: [TEST_SITE] };

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tendero-start-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Its own log, and what ClickHouse's engine writes by itself on its way out. */
const NOISE = /^(?:\{|Code: \d+\. DB::Exception)/;

interface Refusal {
  readonly exitCode: number | null;
  /** What it said besides its log. */
  readonly lines: readonly string[];
}

async function refusalOf(env: Record<string, string>, config: object = CONFIG): Promise<Refusal> {
  try {
    const started = await spawnCollector({ dataDir: join(folder, 'data'), config, env });
    await started.kill();
  } catch (error) {
    if (!(error instanceof CollectorDidNotStart)) throw error;
    const lines = error.output.split('\n').filter((line) => line !== '' && !NOISE.test(line));
    return { exitCode: error.exitCode, lines };
  }
  throw new Error('it started');
}

function expectSentence({ exitCode, lines }: Refusal, sentence: RegExp): void {
  expect(lines).toHaveLength(1);
  expect(lines[0]).toMatch(sentence);
  expect(exitCode).toBe(1);
}

test('a busy port gets one sentence, and the data is let go', async () => {
  const other = createServer();
  await new Promise<void>((done) => other.listen(0, '127.0.0.1', done));
  const address = other.address();
  const port = typeof address === 'object' ? String(address?.port) : '';
  expectSentence(
    await refusalOf({ PORT: port }),
    /^The port is taken .* set PORT to a free port\.$/,
  );
  await new Promise((done) => other.close(done));
  const next = await spawnCollector({ dataDir: join(folder, 'data'), config: CONFIG });
  expect(await next.stop()).toBe(0);
});

test('a second instance on the same data gets one sentence, and the first goes on', async () => {
  const first = await spawnCollector({ dataDir: join(folder, 'data'), config: CONFIG });
  expectSentence(await refusalOf({}), /another collector is probably running.*DATA_DIR/);
  expect((await fetch(`${first.url}/readyz`)).status).toBe(200);
  expect(await first.stop()).toBe(0);
});

test('a file in the place of the data folder gets one sentence', async () => {
  const file = join(folder, 'file');
  writeFileSync(file, 'mine');
  const sentence = /^The data folder is not a folder.*DATA_DIR/;
  expectSentence(await refusalOf({ DATA_DIR: file }), sentence);
  expectSentence(await refusalOf({ DATA_DIR: join(file, 'data') }), sentence);
});

// there not even root may make a folder
test.each(['/sys/tendero', '/proc/tendero'])(
  'a folder that cannot be written (%s) gets one sentence',
  async (path) => {
    const { exitCode, lines } = await refusalOf({ DATA_DIR: path });
    expect(lines).toEqual([
      `The data folder can't be written (${path}). Give this user the right to write there, or set DATA_DIR to another folder.`,
    ]);
    expect(exitCode).toBe(1);
  },
);

test('a full disk gets one sentence, and once there is space it starts', async () => {
  const disk = openSmallDisk();
  try {
    disk.fill();
    expectSentence(await refusalOf({ DATA_DIR: disk.path }), /^The disk is full.*Free some space/);
    disk.free();
    const next = await spawnCollector({
      dataDir: join(folder, 'data'),
      config: CONFIG,
      env: { DATA_DIR: disk.path },
    });
    expect(await next.stop()).toBe(0);
  } finally {
    disk.remove();
  }
});

test('a database server that is away gets one sentence', async () => {
  const refusal = await refusalOf({ CLICKHOUSE_URL: 'http://127.0.0.1:9' });
  expectSentence(refusal, /^The database could not be opened.*CLICKHOUSE_URL/);
});

test('all that is wrong with the configuration is said at once, and nothing is touched', async () => {
  const config = { sites: [{ ...TEST_SITE, currency: 'euro' }] };
  const { exitCode, lines } = await refusalOf({ PORT: 'http' }, config);
  expect(exitCode).toBe(1);
  expect(lines).toHaveLength(3);
  expect(lines.join('\n')).toMatch(/PORT[^]*sites\.0\.currency/);
  expect(readdirSync(join(folder, 'data'))).toEqual([]);
});

test('too few threads are refused, because they would hold up what must be durable', async () => {
  const { exitCode, lines } = await refusalOf({ UV_THREADPOOL_SIZE: '4' });
  expect(exitCode).toBe(1);
  expect(lines.join('\n')).toMatch(/UV_THREADPOOL_SIZE: expected at least \d+/);
});
