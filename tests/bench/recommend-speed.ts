import {
  createEngine,
  createScratch,
  type Engine,
  rankItems,
} from '../../collector/src/recommend/engine/engine.ts';
import { fitLinear } from '../../collector/src/recommend/engine/fit-linear.ts';
import { weightCount } from '../../collector/src/recommend/engine/ranker.ts';
import { learnSession } from '../../collector/src/recommend/engine/session-index.ts';
import { slotsKept, snapshot } from '../../collector/src/recommend/engine/snapshot.ts';
import type { Bench } from './lib/bench.ts';
import { seededRandom } from './lib/recommend/data-set.ts';
import { syntheticSessions } from './lib/recommend/synthetic-sessions.ts';

const ITEMS = 40_000;
const MILLION = 1_000_000;
const SIZES = [1, 10, 50];
const QUESTIONS = 20_000;
const HIDDEN = 8;

const AIMS = { meanUs: 60, p99Us: 500, buildSeconds: 0.2, megabytes: 12, linearSeconds: 60 };

/** The engine alone, on one thread, over synthetic sessions; CPU times, so that a busy machine does not tell. */
export const bench: Bench = {
  about: 'CPU time, memory and growth of the recommender engine over 1, 10 and 50 million events',
  needs: [],
  run() {
    const figures: Record<string, string> = {};
    for (const millions of SIZES) {
      const { engine, secondsPerMillion } = build(millions);
      const kept = bytesOf(engine) / MILLION;
      figures[`${millions} M events, index build`] =
        `${secondsPerMillion.toFixed(2)} s of CPU per million (aim ${AIMS.buildSeconds})`;
      figures[`${millions} M events, index memory`] =
        `${kept.toFixed(1)} MB (aim ${AIMS.megabytes} per million, bounded by settings)`;
      if (millions === 1) figures['linear model, 40,000 items'] = train(engine);
      figures[`${millions} M events, answer`] = answer(engine);
    }
    return Promise.resolve({ figures, checks: [] });
  },
};

function build(millions: number): { engine: Engine; secondsPerMillion: number } {
  const engine = createEngine({ scratch: createScratch() });
  const random = seededRandom(1);
  let seconds = 0;
  let visitor = 0;
  // a piece at a time, so that making sessions is not timed
  for (let piece = 0; piece < millions * 10; piece += 1) {
    const sessions = [...syntheticSessions({ events: MILLION / 10, items: ITEMS, random })];
    const start = process.cpuUsage();
    for (const session of sessions) {
      visitor += 1;
      learnSession(engine.index, { owner: `visitor-${visitor}`, name: 'session' }, session);
    }
    seconds += secondsSince(start);
  }
  return { engine, secondsPerMillion: seconds / millions };
}

/** Everything that is kept for the sessions; the numbers of items are counted elsewhere. */
function bytesOf({ index }: Engine): number {
  const { arena, keys, postings } = index;
  const ofSessions = [arena.cells, index.starts, index.classes, index.lengths];
  const ofKeys = [keys.owners, keys.names, keys.heads, keys.nexts];
  const ofItems = [postings.arena.cells, postings.starts, postings.classes, postings.added];
  const arrays = [...ofSessions, ...ofKeys, ...ofItems, postings.counts];
  return arrays.reduce((sum, { byteLength }) => sum + byteLength, 0);
}

/** Leaves a model behind, so that answers cost what they cost in a trained collector. */
function train(engine: Engine): string {
  const start = process.cpuUsage();
  const linear = fitLinear(snapshot(engine.index, slotsKept(engine.index)), ITEMS);
  const random = seededRandom(2);
  const weights = Float32Array.from({ length: weightCount(HIDDEN) }, () => random() - 0.5);
  engine.model = { linear, ranker: { hidden: HIDDEN, weights } };
  return `${secondsSince(start).toFixed(1)} s of CPU (aim ${AIMS.linearSeconds} in a worker)`;
}

function answer(engine: Engine): string {
  const sessions = syntheticSessions({
    events: QUESTIONS * 6,
    items: ITEMS,
    random: seededRandom(3),
  });
  const questions = [...sessions].slice(0, QUESTIONS).map((session) => ({
    session: session.slice(0, -1),
    history: [],
    isEligible: (item: number) => item !== session.at(-2),
  }));
  for (const question of questions.slice(0, 2_000)) rankItems(engine, question, 20);
  const times = new Float64Array(questions.length);
  const cpu = process.cpuUsage();
  for (const [at, question] of questions.entries()) {
    const start = performance.now();
    rankItems(engine, question, 20);
    times[at] = (performance.now() - start) * 1_000;
  }
  const meanUs = (secondsSince(cpu) / questions.length) * MILLION;
  const sorted = times.toSorted();
  const p99Us = sorted[Math.floor(times.length * 0.99)] ?? 0;
  const p50Us = sorted[times.length >> 1] ?? 0;
  return (
    `${meanUs.toFixed(0)} µs of CPU in the mean (aim ${AIMS.meanUs}); ` +
    `p50 ${p50Us.toFixed(0)} µs, p99 ${p99Us.toFixed(0)} µs by the clock (aim ${AIMS.p99Us})`
  );
}

/** User time; system time is that of memory being handed out. */
function secondsSince(start: NodeJS.CpuUsage): number {
  return process.cpuUsage(start).user / MILLION;
}
