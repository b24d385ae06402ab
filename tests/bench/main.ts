import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { bench as decideBench } from './decide.ts';
import { bench as importBench } from './import.ts';
import { bench as ingestBench } from './ingest.ts';
import type { Bench } from './lib/bench.ts';
import { bench as offPolicyBench } from './off-policy.ts';
import { bench as recommendBench } from './recommend.ts';
import { bench as recommendSpeedBench } from './recommend-speed.ts';
import { bench as rulesBench } from './rules.ts';
import { bench as sdkBench } from './sdk.ts';
import { bench as startBench } from './start.ts';

/** By the name of their file. */
const BENCHES: ReadonlyMap<string, Bench> = new Map([
  ['decide', decideBench],
  ['import', importBench],
  ['ingest', ingestBench],
  ['off-policy', offPolicyBench],
  ['recommend', recommendBench],
  ['recommend-speed', recommendSpeedBench],
  ['rules', rulesBench],
  ['sdk', sdkBench],
  ['start', startBench],
]);

// npm run bench [NAME …], with TENDERO_DATA for those that read real data; without a name it lists them
// npm run bench NAME -- --OPTION …, for those that take one
const wanted = process.argv.slice(2);
const first = BENCHES.get(wanted[0] ?? '');
if (wanted.length === 0) list();
else if (first?.runWith && wanted[1]?.startsWith('--')) await first.runWith(wanted.slice(1));
else await runAll(wanted);

function list(): void {
  for (const [name, { about, needs }] of BENCHES) {
    const files = needs.length === 0 ? '' : ` (reads ${needs.join(', ')} in TENDERO_DATA)`;
    process.stdout.write(`${name}: ${about}${files}\n`);
  }
}

async function runAll(names: readonly string[]): Promise<void> {
  const counts = { passed: 0, failed: 0, skipped: 0 };
  const outcomes = names.reduce(
    (before, name) => before.then(async () => void (counts[await runOne(name)] += 1)),
    Promise.resolve(),
  );
  await outcomes;
  const { passed, failed, skipped } = counts;
  process.stdout.write(`${passed} passed, ${failed} failed, ${skipped} skipped\n`);
  process.exitCode = failed === 0 ? 0 : 1;
}

async function runOne(name: string): Promise<'passed' | 'failed' | 'skipped'> {
  const bench = BENCHES.get(name);
  if (bench === undefined) {
    const known = [...BENCHES.keys()].join(', ');
    process.stdout.write(`There is no benchmark ${name}; there are: ${known}\n`);
    return 'failed';
  }
  const missing = findMissing(bench.needs);
  if (missing !== undefined) {
    process.stdout.write(`SKIPPED ${name}: ${missing}\n`);
    return 'skipped';
  }
  const { figures, checks } = await bench.run(bench.needs.map(pathOf));
  for (const [figure, value] of Object.entries(figures)) {
    process.stdout.write(`${name}  ${figure}: ${value}\n`);
  }
  for (const check of checks) {
    process.stdout.write(`${name}  ${check.holds ? 'ok' : 'FAILED'}: ${check.name}\n`);
  }
  return checks.every((check) => check.holds) ? 'passed' : 'failed';
}

function findMissing(needs: readonly string[]): string | undefined {
  if (needs.length === 0) return undefined;
  if (process.env['TENDERO_DATA'] === undefined) {
    return `set TENDERO_DATA to the folder that has ${needs.join(', ')}`;
  }
  const absent = needs.find((file) => !existsSync(pathOf(file)));
  return absent === undefined ? undefined : `${pathOf(absent)} is not there`;
}

function pathOf(file: string): string {
  return resolve(process.env['TENDERO_DATA'] ?? '', file);
}
