import {
  addAttributes,
  type Attributes,
  createAttributes,
  finishAttributes,
} from './attributes.ts';
import { addLinear } from './add-linear.ts';
import { FEATURE_COUNT, writeFeatures } from './features.ts';
import type { LinearModel } from './fit-linear.ts';
import { addNeighbours } from './neighbours.ts';
import { type OwnItems, ownItems } from './own-items.ts';
import { bestFirst } from './best-first.ts';
import { createPicks, MAX_PICKS, pickCandidates, type Picks } from './pick-candidates.ts';
import { type Ranker, scoreCandidates, UNTUNED } from './ranker.ts';
import {
  createSessionIndex,
  type SessionIndex,
  type SessionIndexOptions,
} from './session-index.ts';
import { createSessionTable, type SessionTable } from './session-table.ts';
import { clearSignals, createSignals, makeRoom, SIGNAL, type Signals, touch } from './signals.ts';

/**
 * Answers what goes with a session: the components (neighbours, linear model, attributes, the person's own items) say
 * what they know as signals, each names its leaders, and the ranker puts those into order.
 */
export interface Engine {
  readonly index: SessionIndex;
  readonly attributes: Attributes;
  /** Learnt by training; until then the ranker is a plain blend. */
  model: Model;
  readonly scratch: Scratch;
}

export interface Model {
  readonly ranker: Ranker;
  readonly linear?: LinearModel;
}

/** Kept between questions; engines of one thread may share it. */
export interface Scratch {
  readonly signals: Signals;
  readonly table: SessionTable;
  readonly picks: Picks;
  /** Of the candidates: which items they are, what the ranker sees of each, and what it says. */
  readonly items: Int32Array;
  readonly features: Float32Array;
  readonly scores: Float64Array;
}

export interface Question {
  /** Items of the session or the basket, old to new, with repeats. */
  readonly session: readonly number[];
  /** The person's items from before, new to old, with repeats. */
  readonly history: readonly number[];
  readonly isEligible: (item: number) => boolean;
}

export interface RankedItem {
  readonly item: number;
  /** Comparable within one answer only. */
  readonly score: number;
}

/** Distinct items of the session that are read, the newest. */
const MAX_OWN = 30;
const MAX_HISTORY = 100;

export function createScratch(): Scratch {
  return {
    signals: createSignals(),
    table: createSessionTable(),
    picks: createPicks(),
    items: new Int32Array(MAX_PICKS),
    features: new Float32Array(MAX_PICKS * FEATURE_COUNT),
    scores: new Float64Array(MAX_PICKS),
  };
}

export function createEngine(options: SessionIndexOptions & { readonly scratch: Scratch }): Engine {
  return {
    index: createSessionIndex(options),
    attributes: createAttributes(),
    model: { ranker: UNTUNED },
    scratch: options.scratch,
  };
}

/** At most `limit` items, best first. */
export function rankItems(engine: Engine, question: Question, limit: number): RankedItem[] {
  const { scratch, model } = engine;
  const count = gather(engine, question);
  const { features, scores, items } = scratch;
  scoreCandidates(model.ranker, { features, count, scores });
  const best: RankedItem[] = [];
  for (const at of bestFirst(scores, count, limit)) {
    best.push({ item: items[at] ?? 0, score: scores[at] ?? 0 });
  }
  return best;
}

export interface Candidates {
  readonly items: Int32Array;
  /** `FEATURE_COUNT` for each item. */
  readonly features: Float32Array;
}

/** What the ranker puts into order, as it sees it: what training learns from. */
export function findCandidates(engine: Engine, question: Question): Candidates {
  const count = gather(engine, question);
  const { items, features } = engine.scratch;
  return { items: items.slice(0, count), features: features.slice(0, count * FEATURE_COUNT) };
}

/** Leaves the candidates and their features in the scratch; returns how many they are. */
function gather(engine: Engine, question: Question): number {
  const { index, attributes, scratch, model } = engine;
  const { signals, picks, table, items, features } = scratch;
  const own = ownItems(question.session, MAX_OWN);
  const history = question.history.slice(0, MAX_HISTORY);
  makeRoom(signals, roomFor(engine, own, history));
  addOwn(signals, own);
  addHistory(signals, history);
  const sums = addNeighbours({ index, table, signals }, own);
  if (model.linear) addLinear(model.linear, signals, { own, history });
  addAttributes(attributes, signals, own);
  pickCandidates(picks, signals, question.isEligible);
  finishAttributes(attributes, signals, picks, own);
  const context = { index, signals, sums, own };
  features.fill(0, 0, picks.count * FEATURE_COUNT);
  for (let at = 0; at < picks.count; at += 1) {
    const row = picks.rows[at] ?? 0;
    items[at] = signals.items[row] ?? 0;
    writeFeatures(features, at * FEATURE_COUNT, row, context);
  }
  clearSignals(signals);
  return picks.count;
}

function roomFor(
  { index, attributes, model }: Engine,
  own: OwnItems,
  history: readonly number[],
): number {
  const known = Math.max(
    index.postings.counts.length,
    model.linear?.together.starts.length ?? 0,
    attributes.starts.length,
  );
  return Math.max(known, ...own.items, ...history) + 1;
}

function addOwn(signals: Signals, { items, ranks }: OwnItems): void {
  for (let at = 0; at < items.length; at += 1) {
    const row = touch(signals, items[at] ?? 0);
    signals.rows[row + SIGNAL.ownRank] = (ranks[at] ?? 0) + 1;
  }
}

function addHistory(signals: Signals, history: readonly number[]): void {
  const { rows } = signals;
  for (let at = 0; at < history.length; at += 1) {
    const row = touch(signals, history[at] ?? 0);
    rows[row + SIGNAL.historyCount] = (rows[row + SIGNAL.historyCount] ?? 0) + 1;
    if (rows[row + SIGNAL.historyRank] === 0) rows[row + SIGNAL.historyRank] = at + 1;
  }
}
