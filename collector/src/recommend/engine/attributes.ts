import { allocate, type Arena, classFor, createArena, MAX_BLOCK_SIZE, release } from './arena.ts';
import { bestFirst } from './best-first.ts';
import { copyInto, grownLength } from './grow.ts';
import type { OwnItems } from './own-items.ts';
import { SIGNAL, type Signals, STRIDE, touch } from './signals.ts';

/** What items are like: words such as brand and category, by number, so that an item nobody saw yet has relatives. */
export interface Attributes {
  /** A block for each item described: how many words, then the words. */
  readonly arena: Arena;
  /** By item: where its block starts, plus one; 0 for an item that is not described. */
  starts: Uint32Array;
  readonly itemsWith: Set<number>[];
  /** How many items are described. */
  described: number;
  /** By item: those most like it, found when they are first asked for and until any item becomes another. */
  readonly relatives: Map<number, Int32Array>;
  /** By word: what it counts in the question at hand; zeros between questions. */
  weights: Float64Array;
  /** By item: how like it is to the one whose relatives are sought; zeros between searches. */
  likeness: Float64Array;
}

/** What one item back leaves of an item's weight. */
const DECAY = 0.8;
/** The answer is about what the person looks at now. */
const MAX_OWN = 5;
/** Of one item; what comes after says little. */
const MAX_WORDS = MAX_BLOCK_SIZE - 1;
/** Of one item. */
const MAX_RELATIVES = 50;
/** So many items are looked through for them, those first that share something rare. */
const MAX_MET = 2_000;
/** About 10 MB. */
const MAX_KNOWN = 40_000;

const MET = new Int32Array(MAX_MET);
const MET_LIKENESS = new Float64Array(MAX_MET);

export function createAttributes(): Attributes {
  return {
    arena: createArena(),
    starts: new Uint32Array(0),
    itemsWith: [],
    described: 0,
    relatives: new Map(),
    weights: new Float64Array(0),
    likeness: new Float64Array(0),
  };
}

/** Says what the item is like from now on; no words take it back. */
export function describeItem(attributes: Attributes, item: number, words: readonly number[]): void {
  const before = wordsOf(attributes, item);
  const now = words.slice(0, MAX_WORDS);
  if (now.length === before.length && now.every((word, at) => word === before[at])) return;
  for (const word of before) attributes.itemsWith[word]?.delete(item);
  for (const word of now) (attributes.itemsWith[word] ??= new Set()).add(item);
  attributes.described += Number(now.length > 0) - Number(before.length > 0);
  attributes.relatives.clear();
  const { arena } = attributes;
  if (item >= attributes.starts.length) grow(attributes, item);
  if (before.length > 0) {
    release(arena, (attributes.starts[item] ?? 0) - 1, classFor(before.length + 1));
  }
  attributes.starts[item] = now.length === 0 ? 0 : keepWords(arena, now) + 1;
}

function keepWords(arena: Arena, words: readonly number[]): number {
  const start = allocate(arena, classFor(words.length + 1));
  arena.cells[start] = words.length;
  arena.cells.set(words, start + 1);
  return start;
}

function grow(attributes: Attributes, item: number): void {
  const length = grownLength(item);
  attributes.starts = copyInto(new Uint32Array(length), attributes.starts);
  attributes.likeness = new Float64Array(length);
}

/** The item's words as they were described; a view that holds until the next description. */
export function wordsOf({ arena, starts }: Attributes, item: number): Int32Array {
  const start = starts[item] ?? 0;
  return arena.cells.subarray(start, start === 0 ? 0 : start + (arena.cells[start - 1] ?? 0));
}

/** Whether two items have a word in common. */
export function areAlike(attributes: Attributes, one: number, other: number): boolean {
  const words = wordsOf(attributes, other);
  return wordsOf(attributes, one).some((word) => words.includes(word));
}

/** Names the relatives of the session's items as candidates, each by what it has in common with all of those. */
export function addAttributes(attributes: Attributes, signals: Signals, own: OwnItems): void {
  if (attributes.described === 0) return;
  weighWords(attributes, own, DECAY);
  for (const item of own.items.slice(0, MAX_OWN)) {
    for (const relative of relativesOf(attributes, item)) {
      const cell = touch(signals, relative) + SIGNAL.attributes;
      if (signals.rows[cell] === 0) signals.rows[cell] = likenessOf(attributes, relative);
    }
  }
}

/** Says the same of other candidates, in these rows, and is done with the question. */
export function finishAttributes(
  attributes: Attributes,
  signals: Signals,
  { rows, count }: { readonly rows: Int32Array; readonly count: number },
  own: OwnItems,
): void {
  if (attributes.described === 0) return;
  for (let at = 0; at < count; at += 1) {
    const row = rows[at] ?? 0;
    signals.rows[row * STRIDE + SIGNAL.attributes] = likenessOf(
      attributes,
      signals.items[row] ?? 0,
    );
  }
  weighWords(attributes, own, 0);
}

/** The squared rarity of each word of the session's items, less for older ones; a `decay` of zero takes it all back. */
function weighWords(attributes: Attributes, own: OwnItems, decay: number): void {
  if (attributes.weights.length < attributes.itemsWith.length) {
    attributes.weights = new Float64Array(2 * attributes.itemsWith.length);
  }
  const { weights } = attributes;
  for (let at = 0; at < Math.min(own.items.length, MAX_OWN); at += 1) {
    for (const word of wordsOf(attributes, own.items[at] ?? 0)) {
      weights[word] =
        decay === 0 ? 0 : (weights[word] ?? 0) + decay ** at * rarityOf(attributes, word);
    }
  }
}

function likenessOf({ arena, starts, weights }: Attributes, item: number): number {
  const start = starts[item] ?? 0;
  if (start === 0) return 0;
  const { cells } = arena;
  const end = start + (cells[start - 1] ?? 0);
  let sum = 0;
  for (let at = start; at < end; at += 1) sum += weights[cells[at] ?? 0] ?? 0;
  return sum;
}

function relativesOf(attributes: Attributes, item: number): Int32Array {
  const { relatives } = attributes;
  const known = relatives.get(item);
  if (known) return known;
  if (relatives.size >= MAX_KNOWN) relatives.clear();
  const found = findRelatives(attributes, item);
  relatives.set(item, found);
  return found;
}

function findRelatives(attributes: Attributes, item: number): Int32Array {
  const { itemsWith, likeness } = attributes;
  const rarestFirst = [...wordsOf(attributes, item)].sort(
    (one, other) => (itemsWith[one]?.size ?? 0) - (itemsWith[other]?.size ?? 0),
  );
  let looked = 0;
  let met = 0;
  for (const word of rarestFirst) {
    const sharing = itemsWith[word];
    const rarity = rarityOf(attributes, word);
    // what all have says nothing
    if (sharing === undefined || rarity === 0 || looked + sharing.size > MAX_MET) break;
    looked += sharing.size;
    for (const other of sharing) {
      if (likeness[other] === 0) MET[met++] = other;
      likeness[other] = (likeness[other] ?? 0) + rarity;
    }
  }
  for (let at = 0; at < met; at += 1) {
    const other = MET[at] ?? 0;
    MET_LIKENESS[at] = other === item ? 0 : (likeness[other] ?? 0);
    likeness[other] = 0;
  }
  const others = Math.max(0, met - 1);
  return bestFirst(MET_LIKENESS, met, Math.min(MAX_RELATIVES, others)).map((at) => MET[at] ?? 0);
}

/** The squared logarithm of one in how many items has it. */
function rarityOf({ itemsWith, described }: Attributes, word: number): number {
  return Math.log(described / (itemsWith[word]?.size ?? 1)) ** 2;
}
