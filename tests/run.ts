import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { parseArgs } from 'node:util';
import * as z from 'zod';
import { ensureChromium } from './support/chromium.ts';
import { startClickHouseFront } from './support/clickhouse-front.ts';

interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

interface Tier {
  readonly name: string;
  run(): Promise<Counts>;
}

const PACKAGES = ['sdk/schema', 'sdk', 'widgets', 'collector', 'demo-site', 'tests'];
const ROOT = join(import.meta.dirname, '..');

/** libuv reads the size of its pool before a program's first line. */
const ENVIRONMENT = { ...process.env, UV_THREADPOOL_SIZE: '32', NO_COLOR: '1' };

const report = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numPendingTests: z.number(),
  numTodoTests: z.number(),
  numFailedTestSuites: z.number(),
});

const BUILD = check('build', ['npx', '--yes', 'pnpm@12.21.0', '--recursive', 'run', 'build']);
/** They try what is shipped. */
const OF_THE_BUILT = ['gates', 'faults', 'browser'];

const TIERS: readonly Tier[] = [
  check('format', ['prettier', '--check', '.']),
  check('lint', ['oxlint']),
  ...PACKAGES.map((name) => check(`types of ${name}`, ['tsc', '-p', name])),
  check('unused code', ['knip', '--config', '.config/knip.json']),
  BUILD,
  ...['unit', 'integration', 'gates', 'faults', 'browser'].map(vitest),
];

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { home: { type: 'string', default: 'embedded' } },
});
// `--home server`: the same tests over HTTP, against a server made of the embedded ClickHouse
const front = values.home === 'server' ? await startClickHouseFront() : undefined;
if (front) Object.assign(ENVIRONMENT, { CLICKHOUSE_URL: front.url });
try {
  await main(positionals);
} finally {
  await front?.close();
}

/** Runs every tier, or those whose names begin with a word given and what they need, and ends with the counts of all. */
async function main(words: readonly string[]): Promise<void> {
  const asked = TIERS.filter(
    ({ name }) => words.length === 0 || words.some((word) => name.startsWith(word)),
  );
  const needsBuild = asked.some(({ name }) => OF_THE_BUILT.includes(name));
  const tiers = TIERS.filter((tier) => asked.includes(tier) || (needsBuild && tier === BUILD));
  ensureChromium();
  let sum: Counts = { passed: 0, failed: 0, skipped: 0 };
  for (const tier of tiers) {
    const startedAt = performance.now();
    const counts = await tier.run();
    const seconds = ((performance.now() - startedAt) / 1_000).toFixed(1);
    console.log(`— ${tier.name}: ${toWords(counts)} (${seconds} s)\n`);
    sum = add(sum, counts);
  }
  console.log(toWords(sum));
  process.exitCode = sum.failed > 0 ? 1 : 0;
}

/** A command that passes or fails as a whole. */
function check(name: string, command: readonly string[]): Tier {
  return {
    name,
    async run() {
      const code = await runCommand(command, ROOT);
      return { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skipped: 0 };
    },
  };
}

function vitest(project: string): Tier {
  return {
    name: project,
    async run() {
      const directory = mkdtempSync(join(tmpdir(), 'tendero-report-'));
      const file = join(directory, 'report.json');
      const reporters = ['--reporter=dot', '--reporter=json', `--outputFile.json=${file}`];
      const command = ['vitest', 'run', '--project', project, '--passWithNoTests', ...reporters];
      const code = await runCommand(command, join(ROOT, 'tests'));
      const counts = readReport(file);
      rmSync(directory, { recursive: true });
      // a suite that could not even start counts as one failure
      return code !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
    },
  };
}

function readReport(file: string): Counts {
  const parsed = report.parse(JSON.parse(readFileSync(file, 'utf8')));
  return {
    passed: parsed.numPassedTests,
    failed: parsed.numFailedTests,
    skipped: parsed.numPendingTests + parsed.numTodoTests,
  };
}

function runCommand([name = '', ...args]: readonly string[], cwd: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const path = [cwd, ROOT].map((folder) => join(folder, 'node_modules/.bin')).join(delimiter);
    const env = { ...ENVIRONMENT, PATH: `${path}${delimiter}${process.env['PATH'] ?? ''}` };
    const child = spawn(name, args, { cwd, env, stdio: 'inherit' });
    child.once('error', reject);
    child.once('exit', (code) => resolve(code ?? 1));
  });
}

function add(one: Counts, other: Counts): Counts {
  return {
    passed: one.passed + other.passed,
    failed: one.failed + other.failed,
    skipped: one.skipped + other.skipped,
  };
}

function toWords({ passed, failed, skipped }: Counts): string {
  return `${passed} passed, ${failed} failed, ${skipped} skipped`;
}
