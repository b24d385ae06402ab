import { join } from 'node:path';
import type { Evaluation } from '../../collector/src/recommend/evaluate/evaluate.ts';
import type { Bench, Check } from './lib/bench.ts';
import { readBaskets } from './lib/recommend/basket-set.ts';
import { measureColdStart } from './lib/recommend/cold-start.ts';
import type { DataSet } from './lib/recommend/data-set.ts';
import { readClickFiles, readSessionFiles } from './lib/recommend/next-item-sets.ts';
import { runSet } from './lib/recommend/run-set.ts';
import { readSequences } from './lib/recommend/sequence-set.ts';

type Measure = 'mrr' | 'ndcg';

interface Subject {
  readonly name: string;
  readonly files: readonly string[];
  readonly read: (paths: readonly string[]) => DataSet | Promise<DataSet>;
  readonly k: number;
  readonly second: Measure;
  /** Of HR@k and the second measure, in hundredths. */
  readonly gate: readonly [number, number];
  readonly aim: readonly [number, number];
}

const YOOCHOOSE = 'rsc15_100k/yoochoose-clicks-100k';

const SUBJECTS: readonly Subject[] = [
  {
    name: 'Retailrocket',
    files: ['retailrocket/train_sessions.txt.gz', 'retailrocket/test_pairs.txt.gz'],
    read: readSessionFiles,
    k: 20,
    second: 'mrr',
    gate: [57.4, 28.8],
    aim: [58.9, 31.2],
  },
  {
    name: 'serenade_example',
    files: ['serenade_example/train.txt.gz', 'serenade_example/test.txt'],
    read: (paths) => readClickFiles(paths, 'not_last'),
    k: 20,
    second: 'mrr',
    gate: [66.8, 35.7],
    aim: [69, 38],
  },
  {
    name: 'rsc15_100k',
    files: [`${YOOCHOOSE}_train_full.txt.gz`, `${YOOCHOOSE}_test.txt.gz`],
    read: (paths) => readClickFiles(paths, 'all'),
    k: 20,
    second: 'mrr',
    gate: [68.6, 36.4],
    aim: [70, 37.5],
  },
  {
    name: 'online_retail baskets',
    files: ['online_retail/online_retail_II_merged.csv.gz'],
    read: readBaskets,
    k: 20,
    second: 'mrr',
    gate: [34, 13.5],
    aim: [38, 16],
  },
  {
    name: 'amazon_beauty',
    files: ['amazon_beauty/Beauty.txt.gz', 'amazon_beauty/Beauty_item2attributes.json.gz'],
    read: readSequences,
    k: 10,
    second: 'ndcg',
    gate: [8.2, 5.2],
    aim: [9, 5.6],
  },
];

/** Gate and aim of the cold start, as multiples of what popularity finds. */
const COLD_GATE = 3;
const COLD_AIM = 5;

/** The collector's engine and trainer on public data, test files for reporting only. */
export const bench: Bench = {
  about:
    'hit rates and ranks of recommendations on public data sets; with --sessions DIR on another',
  needs: SUBJECTS.flatMap(({ files }) => files),
  async run(paths) {
    const figures: Record<string, string> = {};
    const checks: Check[] = [];
    let from = 0;
    for (const subject of SUBJECTS) {
      const set = await subject.read(paths.slice(from, from + subject.files.length));
      from += subject.files.length;
      const { evaluation, choice } = runSet(set, { k: subject.k, onProgress: () => undefined });
      figures[subject.name] = describe(subject, evaluation, choice.chosen);
      checks.push(gateOf(subject, evaluation));
      if (set.words) addColdStart(set, figures, checks);
    }
    return { figures, checks };
  },
  async runWith(options) {
    const [option, folder] = options;
    if (option !== '--sessions' || folder === undefined) {
      throw new Error(
        'Expected --sessions DIR, a folder with train_sessions.txt.gz and test_pairs.txt.gz.',
      );
    }
    runFolder(folder);
    await Promise.resolve();
  },
};

function describe({ k, second, gate, aim }: Subject, found: Evaluation, ranker: string): string {
  const measure = `HR@${k} / ${second.toUpperCase()}@${k}`;
  const reached = `${percent(found.hr)} / ${percent(found[second])}`;
  const times = `${found.meanUs.toFixed(0)} µs, p99 ${found.p99Us.toFixed(0)} µs`;
  return (
    `${measure} ${reached} (gate ${gate.join(' / ')}, aim ${aim.join(' / ')}); ` +
    `coverage ${percent(found.coverage)}, popularity bias ${percent(found.popularityBias)}; ` +
    `${found.trials} trials, ${times}, ranker ${ranker}`
  );
}

function gateOf({ name, second, gate }: Subject, found: Evaluation): Check {
  const [hr, other] = gate;
  return {
    name: `${name}: gate ${hr} / ${other}`,
    holds: found.hr * 100 >= hr && found[second] * 100 >= other,
  };
}

function addColdStart(set: DataSet, figures: Record<string, string>, checks: Check[]): void {
  const { attributes, amongHidden, popularity } = measureColdStart(set);
  const times = attributes / popularity;
  figures['amazon_beauty, a tenth of the items hidden'] =
    `HR@10 by attributes alone ${percent(attributes)}, ${times.toFixed(1)} × popularity's ${percent(popularity)} ` +
    `(gate ${COLD_GATE} ×, aim ${COLD_AIM} ×); among the hidden items ${percent(amongHidden)}`;
  checks.push({
    name: `cold start: ${COLD_GATE} × popularity`,
    holds: times >= COLD_GATE,
  });
}

/** Any folder in the format of `retailrocket`; ends with one line of JSON. */
function runFolder(folder: string): void {
  const start = performance.now();
  const onProgress = (step: string) => {
    const seconds = ((performance.now() - start) / 1_000).toFixed(1);
    process.stdout.write(`${seconds.padStart(6)} s  ${step}\n`);
  };
  const files = ['train_sessions.txt.gz', 'test_pairs.txt.gz'].map((file) => join(folder, file));
  const { evaluation, choice } = runSet(readSessionFiles(files), { k: 20, onProgress });
  const { hr, mrr, coverage, meanUs, p99Us } = evaluation;
  const { chosen, examples, mrr: unseenMrr } = choice;
  const settings = { ranker: chosen, examples, unseenMrr };
  onProgress('done');
  process.stdout.write(
    `${JSON.stringify({ set: folder, hr20: hr, mrr20: mrr, coverage20: coverage, meanUs, p99Us, settings })}\n`,
  );
}

function percent(share: number): string {
  return (share * 100).toFixed(2);
}
