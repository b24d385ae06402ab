import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { freePort, startDemo, type Demo } from '../support/start-demo.ts';
import { readBlocks } from '../support/readme.ts';

const ROOT = join(import.meta.dirname, '../..');
const START = 'npm start';

/** What may stand in the README's `sh` blocks, and what has to come out. A command that is not here fails the test. */
const KNOWN: readonly (readonly [command: RegExp, prints: RegExp])[] = [
  [/^export TENDERO_\w+=/, /^$/],
  [/^curl .*\/v1\/server\/events"/, /"stored":1\b/],
  [/^curl .*\/v1\/catalog\/items"/, /"stored":2,"rejected":0\b/],
  [
    /^npm run import-orders -- /,
    /^1 order, 0 refunds and 2 items from 2 lines\. No line was refused\./m,
  ],
  [/^npm run build$/, /Done/],
  [/^npm run password$/, /^scrypt:[\w-]+:[\w-]+$/m],
  [/^npm run backup -- /, /^[1-9]\d* rows are in /m],
  [/ npm run restore -- /, /^Everything is back\.$/m],
];
const SERVES = /^TENDERO_CONFIG=\S+ PORT=(\d+) .* start$/;

const blocks = readBlocks('README.md');
const commands = textsOf('sh').flatMap(splitCommands);

/** Stands for the reader's `.data`. */
const data = mkdtempSync(join(tmpdir(), 'tendero-readme-'));
const ports = new Map<string, string>();
let demo: Demo;

beforeAll(async () => {
  expect(commands[0]).toBe(START);
  demo = await startDemo({ dataDir: join(data, 'demo'), command: START.split(' ') });
  ports.set('8080', new URL(demo.collectorUrl).port);
  for (const port of ['8081', '8082']) ports.set(port, String(await freePort()));
  const [catalogue = '', orders = '', ...others] = textsOf('csv');
  expect(others).toEqual([]);
  writeFileSync(join(data, 'catalogue.csv'), catalogue);
  writeFileSync(join(data, 'orders.csv'), orders);
  writeFileSync(join(data, 'tendero.json'), textOf('json'));
}, 240_000);
afterAll(async () => {
  await demo.stop();
  rmSync(data, { recursive: true, force: true });
}, 60_000);

describe.sequential('the README', () => {
  test.each(commands.slice(1).map((command) => [firstLine(command), command]))(
    '%s',
    async (_, command) => {
      const port = SERVES.exec(command)?.[1];
      if (port !== undefined) return expectServes(command, port);
      const prints = KNOWN.find(([pattern]) => pattern.test(command))?.[1];
      expect(prints, `this test does not know the command ${command}`).toBeDefined();
      const { code, output, complaints } = await run(command);
      expect({ code, complaints: code === 0 ? '' : complaints }).toEqual({
        code: 0,
        complaints: '',
      });
      expect(output.trim()).toMatch(prints ?? /^$/);
    },
    120_000,
  );

  test('the order from Node is stored', async () => {
    mkdirSync(join(data, 'server'));
    writeFileSync(join(data, 'server/order.mjs'), orderExample());
    const { code, output } = await run('node .data/server/order.mjs');
    expect(output).toMatch(/^202 .*\bstored: 1\b/s);
    expect(code).toBe(0);
  });

  test('Ctrl-C ends what npm start began', async () => {
    expect(await demo.stop()).toBe(0);
    await expect(fetch(demo.collectorUrl)).rejects.toThrow();
  });
});

/** Starts what goes on running, and stops it as Ctrl-C does once it is ready. */
async function expectServes(command: string, port: string): Promise<void> {
  const child = start(command, { DATA_DIR: join(data, 'collector') });
  const ended = once(child, 'exit');
  const url = `http://localhost:${ports.get(port) ?? ''}/readyz`;
  await expect.poll(async () => isOk(url), { timeout: 30_000 }).toBe(true);
  process.kill(-(child.pid ?? 0), 'SIGINT');
  await ended;
  expect(await isOk(url)).toBe(false);
}

async function isOk(url: string): Promise<boolean> {
  const answer = await fetch(url).catch(() => undefined);
  return answer?.ok ?? false;
}

async function run(
  command: string,
): Promise<{ code: number | null; output: string; complaints: string }> {
  const child = start(command, {
    PORT: ports.get('8080') ?? '',
    TENDERO_CONFIG: join(data, 'demo/collector.json'),
    DATA_DIR: join(data, 'demo/collector'),
  });
  const [output, complaints, code] = await Promise.all([
    child.stdout ? text(child.stdout) : '',
    child.stderr ? text(child.stderr) : '',
    new Promise<number | null>((done) => child.once('close', done)),
  ]);
  return { code, output, complaints };
}

/** In the shell where the README's exports were made, with this test's folder and ports for the reader's. */
function start(command: string, env: Readonly<Record<string, string>>): ChildProcess {
  const exports = commands.filter((one) => one.startsWith('export ') && one !== command);
  const script = [...exports, command]
    .join('\n')
    .replaceAll(/(?:\.\/)?\.data\b/g, data)
    .replaceAll(/\b808\d\b/g, (port) => ports.get(port) ?? port);
  return spawn('sh', ['-ec', script], {
    cwd: ROOT,
    env: { ...process.env, ...env },
    // a group of its own, so that a signal reaches all of it, as on a terminal
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

/** Lines, each with those that continue it: an open quote or a backslash. */
function splitCommands(block: string): string[] {
  const found: string[] = [];
  let open = '';
  for (const line of block.trimEnd().split('\n')) {
    open = open === '' ? line : `${open}\n${line}`;
    const quotes = open.split("'").length - 1;
    if (line.endsWith('\\') || (quotes % 2 === 1 && !open.startsWith('export'))) continue;
    found.push(open);
    open = '';
  }
  return found;
}

function firstLine(command: string): string {
  return command.split('\n')[0] ?? '';
}

function orderExample(): string {
  return textsOf('js').find((example) => example.includes('/v1/server/events')) ?? '';
}

function textOf(language: string): string {
  const [only = '', ...others] = textsOf(language);
  expect(others).toEqual([]);
  return only;
}

function textsOf(language: string): string[] {
  return blocks.filter((block) => block.language === language).map((block) => block.text);
}
