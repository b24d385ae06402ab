import type { Model } from '../engine/engine.ts';
import type { Sessions } from '../engine/sessions.ts';
import { holdOutBaskets, holdOutVisits } from './hold-out.ts';
import type { Report } from './report.ts';
import { trainModel } from './train-model.ts';

/** What a site's engine knows, for a thread that shares nothing with it. */
export interface TrainingTask {
  readonly kind: 'sessions' | 'baskets';
  readonly sessions: Sessions;
  /** Of each session: what the same person had to do with before, new to old. */
  readonly histories: Sessions;
  /** By item: what it is like. */
  readonly words: Sessions;
  /** How many of the sessions come before those that are held out. */
  readonly cut: number;
  /** How many items there are. */
  readonly items: number;
  /** Of the random numbers, so that the same sessions give the same model. */
  readonly seed: number;
}

export interface TrainingResult {
  readonly model: Model;
  readonly report: Report;
}

/** Where training happens: in a worker, so that answers do not wait. Rejects when it fails. */
export type Train = (task: TrainingTask) => Promise<TrainingResult>;

/** Takes seconds to a minute: for a thread of its own. */
export function trainEngine(task: TrainingTask): TrainingResult {
  const { kind, items } = task;
  const random = seededRandom(task.seed);
  const sessions = toLists(task.sessions);
  const histories = toLists(task.histories);
  const visits = sessions.map((list, at) => ({ items: list, history: histories[at] ?? [] }));
  // what somebody bought may be what they buy again
  const lesson =
    kind === 'sessions'
      ? { held: holdOutVisits(visits, task.cut), repeats: 'new' as const }
      : { held: holdOutBaskets(visits, random), repeats: 'none' as const };
  const { model, report } = trainModel({
    ...lesson,
    sessions,
    words: toLists(task.words),
    items,
    random,
  });
  return { model, report };
}

function toLists({ items, ends }: Sessions): number[][] {
  return Array.from(ends, (end, at) => Array.from(items.subarray(ends[at - 1] ?? 0, end)));
}

/** From 0 to below 1 (mulberry32). */
function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b_79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
