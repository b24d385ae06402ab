import { describeItem } from '../engine/attributes.ts';
import {
  createEngine,
  createScratch,
  type Engine,
  findCandidates,
  type Model,
} from '../engine/engine.ts';
import { fitLinear } from '../engine/fit-linear.ts';
import { learnSession } from '../engine/session-index.ts';
import { toSessions } from '../engine/sessions.ts';
import type { Example } from '../engine/train-ranker.ts';
import { chooseRanker, type Choice } from './choose-ranker.ts';
import type { HeldOut, Trial } from './hold-out.ts';
import { eligibleFor, type Repeats } from './repeats.ts';
import { type Report, reportOn } from './report.ts';

/** What there is to learn from. Test data have no place here. */
export interface Lesson {
  /** Oldest first. */
  readonly sessions: readonly (readonly number[])[];
  /** Of these sessions: what weights are learnt from, and what is asked meanwhile. */
  readonly held: HeldOut;
  /** By item: what it is like. */
  readonly words?: readonly (readonly number[])[];
  /** How many items there are. */
  readonly items: number;
  readonly repeats: Repeats;
  /** From 0 to below 1. */
  readonly random: () => number;
  /** Called with what begins. */
  readonly onProgress?: (step: string) => void;
}

export interface Trained {
  readonly model: Model;
  /** What was chosen, and how well each choice did. */
  readonly choice: Choice;
  /** On trials which the ranker judged had not seen. */
  readonly report: Report;
}

/** More change the weights by less than chance does. */
const MAX_EXAMPLES = 12_000;
/** By every fifth of the sessions held out, rankers are chosen and reported on. */
const UNSEEN_EVERY = 5;

/**
 * Learns a model for the engine from a site's own sessions: puts the held-out trials to an engine that knows only what
 * was before them, learns to rank by what people chose, and fits the linear model to everything.
 */
export function trainModel(lesson: Lesson): Trained {
  const { sessions, held, items, repeats, random, onProgress = () => undefined } = lesson;
  onProgress(`linear model of ${held.sessions.length} older sessions`);
  const engine = teach(createEngine({ scratch: createScratch() }), held.sessions);
  describeAll(engine, lesson.words ?? []);
  engine.model = { ...engine.model, linear: fitLinear(toSessions(held.sessions), items) };
  onProgress(`trials of ${held.trials.length} sessions`);
  const isUnseen = (at: number) => at % UNSEEN_EVERY === UNSEEN_EVERY - 1;
  const put = held.trials.filter((_, at) => !isUnseen(at)).flat();
  const kept = held.trials.filter((_, at) => isUnseen(at)).flat();
  const share = MAX_EXAMPLES / (put.length + kept.length);
  const seen = collect(engine, lesson, { trials: put, share });
  const unseen = collect(engine, lesson, { trials: kept, share });
  onProgress(`ranker from ${seen.length + unseen.length} examples`);
  const choice = chooseRanker({ seen, unseen }, random);
  engine.model = { ...engine.model, ranker: choice.provisional };
  const report = reportOn(engine, { trials: kept, repeats });
  onProgress(`linear model of all ${sessions.length} sessions`);
  const linear = fitLinear(toSessions(sessions), items);
  return { model: { ranker: choice.ranker, linear }, choice, report };
}

/** Lets an engine learn sessions of which it need not know whose they are. */
export function teach(engine: Engine, sessions: readonly (readonly number[])[]): Engine {
  for (const [number, items] of sessions.entries()) {
    learnSession(engine.index, { owner: `${number}`, name: '' }, items);
  }
  return engine;
}

export function describeAll(engine: Engine, words: readonly (readonly number[])[]): void {
  for (const [item, of] of words.entries()) describeItem(engine.attributes, item, of);
}

/** The candidates of trials in which the target is one; the others teach nothing about their order. */
function collect(
  engine: Engine,
  { repeats, random }: Lesson,
  { trials, share }: { readonly trials: readonly Trial[]; readonly share: number },
): Example[] {
  const examples: Example[] = [];
  for (const trial of trials) {
    if (random() > share) continue;
    const isEligible = eligibleFor(repeats, trial);
    if (!isEligible(trial.target)) continue;
    const { items, features } = findCandidates(engine, { ...trial, isEligible });
    const chosen = items.indexOf(trial.target);
    if (chosen >= 0) examples.push({ features, chosen });
  }
  return examples;
}
