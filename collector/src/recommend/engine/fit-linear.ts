import type { Sessions } from './sessions.ts';
import { solveSymmetric } from './solve-symmetric.ts';
import {
  addCell,
  cellAt,
  createCells,
  type SparseRows,
  strongestCells,
  toRows,
} from './sparse-rows.ts';

/** What an item's presence says about others: row = item seen, column = item to come. */
export interface LinearModel {
  /** Of items in one session, whatever their order (SLIS). */
  readonly together: SparseRows;
  /** Of items seen before, the newest most, on the item that comes next (SLIT). */
  readonly transitions: SparseRows;
}

interface Kind {
  /** Ridge: how many sessions' worth of doubt. */
  readonly ridge: number;
  readonly isOrdered: boolean;
}

const TOGETHER: Kind = { ridge: 50, isOrdered: false };
const TRANSITIONS: Kind = { ridge: 10, isOrdered: true };
/** What one step back leaves of the weight of an item. */
const DECAY = 0.6;
/** Of `DECAY`, by steps; beyond these it is nothing. */
const POWERS = Float64Array.from({ length: 64 }, (_, steps) => DECAY ** steps);
/** Each item is explained by this many others: more say little new, and the time grows with the cube. */
const MAX_SOURCES = 64;
/** And explains as many: what it says least of was never an answer, and each costs every answer time. */
const MAX_TARGETS = 50;
/** Farther apart in a session, items are taken as unrelated. */
const WINDOW = 40;
const NEGLIGIBLE = 1e-4;

/**
 * Linear models of sessions in closed form (SLIST, Choi et al., WWW 2021), made sparse: each target item is regressed
 * on those alone that come with it most, so the system to solve has 64 unknowns and not the whole catalogue.
 */
export function fitLinear(sessions: Sessions, items: number): LinearModel {
  return {
    together: fitKind(sessions, items, TOGETHER),
    transitions: fitKind(sessions, items, TRANSITIONS),
  };
}

function fitKind(sessions: Sessions, items: number, kind: Kind): SparseRows {
  const moments = countMoments(sessions, items, kind);
  const fitted = createCells();
  for (let target = 0; target < items; target += 1) {
    const sources = strongestSources(moments, target, kind);
    const weights = regress(moments, sources, kind);
    for (const [at, { item }] of sources.entries()) {
      const weight = weights[at] ?? 0;
      if (Math.abs(weight) > NEGLIGIBLE) addCell(fitted, item, target, weight);
    }
  }
  return strongestCells(toRows(fitted, items), MAX_TARGETS);
}

interface Moments {
  /** Second moments of what was seen: off the diagonal, and on it. */
  readonly seen: SparseRows;
  readonly squares: Float64Array;
  /** Of what came with what was seen: row = what came. */
  readonly came: SparseRows;
}

/**
 * Goes item by item over its places in all sessions, so that one row of sums is open at a time. Each is put down as a
 * column, which leaves the columns of all rows in order.
 */
function countMoments(sessions: Sessions, items: number, kind: Kind): Moments {
  const places = placesByItem(sessions, items);
  const seen = createCells();
  const came = createCells();
  const squares = new Float64Array(items);
  const sums = { seen: createSums(items), came: createSums(items) };
  for (let item = 0; item < items; item += 1) {
    for (let at = places.starts[item] ?? 0; at < (places.starts[item + 1] ?? 0); at += 1) {
      addPlace(
        sessions,
        { place: places.columns[at] ?? 0, session: places.values[at] ?? 0 },
        kind,
        sums,
      );
    }
    squares[item] = sums.seen.values[item] ?? 0;
    flush(sums.seen, (other, value) => {
      if (other !== item) addCell(seen, other, item, value);
    });
    flush(sums.came, (other, value) => addCell(came, other, item, value));
  }
  const seenRows = toRows(seen, items);
  return { seen: seenRows, squares, came: kind.isOrdered ? toRows(came, items) : seenRows };
}

/** Row = item; column = place in `items`, value = its session. */
function placesByItem({ items: all, ends }: Sessions, items: number): SparseRows {
  const cells = createCells();
  let place = 0;
  for (const [session, end] of ends.entries()) {
    for (; place < end; place += 1) addCell(cells, all[place] ?? 0, place, session);
  }
  return toRows(cells, items);
}

interface Sums {
  readonly values: Float64Array;
  readonly touched: number[];
}

function createSums(items: number): Sums {
  return { values: new Float64Array(items), touched: [] };
}

function add({ values, touched }: Sums, item: number, value: number): void {
  if (value === 0) return;
  const before = values[item] ?? 0;
  if (before === 0) touched.push(item);
  values[item] = before + value;
}

function flush({ values, touched }: Sums, visit: (item: number, value: number) => void): void {
  for (const item of touched) {
    visit(item, values[item] ?? 0);
    values[item] = 0;
  }
  touched.length = 0;
}

interface Place {
  readonly place: number;
  readonly session: number;
}

function addPlace(
  { items, ends }: Sessions,
  { place, session }: Place,
  { isOrdered }: Kind,
  sums: { readonly seen: Sums; readonly came: Sums },
): void {
  const end = ends[session] ?? 0;
  const from = Math.max(session === 0 ? 0 : (ends[session - 1] ?? 0), place - WINDOW);
  const to = Math.min(end, place + WINDOW + 1);
  for (let other = from; other < to; other += 1) {
    const item = items[other] ?? 0;
    const distance = Math.abs(other - place);
    const steps = end - 1 - Math.max(other, place);
    add(sums.seen, item, isOrdered ? decayed(distance) * momentsAfter(steps) : 1);
    if (isOrdered && other > place) add(sums.came, item, decayed(distance - 1));
  }
}

function decayed(steps: number): number {
  return POWERS[steps] ?? 0;
}

/** Over the moments after both were seen, the sum of what is left of both: a geometric series. */
function momentsAfter(steps: number): number {
  return (1 - decayed(steps) ** 2) / (1 - DECAY ** 2);
}

interface Source {
  readonly item: number;
  readonly came: number;
  readonly strength: number;
}

function strongestSources({ came, squares }: Moments, target: number, { ridge }: Kind): Source[] {
  const sources: Source[] = [];
  for (let at = came.starts[target] ?? 0; at < (came.starts[target + 1] ?? 0); at += 1) {
    const item = came.columns[at] ?? 0;
    const value = came.values[at] ?? 0;
    const strength = value / Math.sqrt((squares[item] ?? 0) + ridge);
    sources.push({ item, came: value, strength });
  }
  if (sources.length <= MAX_SOURCES) return sources;
  return sources.toSorted((one, other) => other.strength - one.strength).slice(0, MAX_SOURCES);
}

/** Only the lower half of the matrix is filled: the rest is the same, and the solver does not read it. */
function regress({ seen, squares }: Moments, sources: readonly Source[], kind: Kind): Float64Array {
  const size = sources.length;
  const matrix = new Float64Array(size * size);
  const values = new Float64Array(size);
  for (let row = 0; row < size; row += 1) {
    const { item = 0, came = 0 } = sources[row] ?? {};
    values[row] = came;
    matrix[row * size + row] = (squares[item] ?? 0) + kind.ridge;
    for (let column = 0; column < row; column += 1) {
      matrix[row * size + column] = symmetricCell(seen, item, sources[column]?.item ?? 0);
    }
  }
  solveSymmetric(matrix, values);
  return values;
}

/** Looks in the shorter of the two rows. */
function symmetricCell(matrix: SparseRows, one: number, other: number): number {
  const { starts } = matrix;
  const length = (starts[one + 1] ?? 0) - (starts[one] ?? 0);
  const otherLength = (starts[other + 1] ?? 0) - (starts[other] ?? 0);
  return length < otherLength ? cellAt(matrix, one, other) : cellAt(matrix, other, one);
}
