import type { OwnItems } from './own-items.ts';
import { SIGNAL, type Signals, STRIDE, touch } from './signals.ts';

/** What items are like: words such as brand and category, by number, so that an item nobody saw yet has relatives. */
export interface Attributes {
  readonly wordsOf: (readonly number[])[];
  readonly itemsWith: Set<number>[];
  /** How many items are described. */
  described: number;
  /** By item: those most like it, found when they are first asked for and until any item becomes another. */
  readonly relatives: Map<number, Int32Array>;
  /** By word: what it counts in the question at hand; zeros between questions. */
  weights: Float64Array;
}

/** What one item back leaves of an item's weight. */
const DECAY = 0.8;
/** The answer is about what the person looks at now. */
const MAX_OWN = 5;
/** Of one item. */
const MAX_RELATIVES = 50;
/** So many items are looked through for them, those first that share something rare. */
const MAX_MET = 2_000;
/** About 10 MB. */
const MAX_KNOWN = 40_000;

export function createAttributes(): Attributes {
  return {
    wordsOf: [],
    itemsWith: [],
    described: 0,
    relatives: new Map(),
    weights: new Float64Array(0),
  };
}

/** Says what the item is like from now on; no words take it back. */
export function describeItem(attributes: Attributes, item: number, words: readonly number[]): void {
  const before = attributes.wordsOf[item] ?? [];
  if (words.length === before.length && words.every((word, at) => word === before[at])) return;
  for (const word of before) attributes.itemsWith[word]?.delete(item);
  for (const word of words) (attributes.itemsWith[word] ??= new Set()).add(item);
  attributes.described += Number(words.length > 0) - Number(before.length > 0);
  attributes.wordsOf[item] = [...words];
  attributes.relatives.clear();
}

/** Whether two items have a word in common. */
export function areAlike({ wordsOf }: Attributes, one: number, other: number): boolean {
  const words = wordsOf[other] ?? [];
  return (wordsOf[one] ?? []).some((word) => words.includes(word));
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
  const { weights, wordsOf } = attributes;
  for (let at = 0; at < Math.min(own.items.length, MAX_OWN); at += 1) {
    for (const word of wordsOf[own.items[at] ?? 0] ?? []) {
      weights[word] =
        decay === 0 ? 0 : (weights[word] ?? 0) + decay ** at * rarityOf(attributes, word);
    }
  }
}

function likenessOf({ wordsOf, weights }: Attributes, item: number): number {
  let sum = 0;
  for (const word of wordsOf[item] ?? []) sum += weights[word] ?? 0;
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
  const { wordsOf, itemsWith } = attributes;
  const likeness = new Map<number, number>();
  const rarestFirst = [...(wordsOf[item] ?? [])].sort(
    (one, other) => (itemsWith[one]?.size ?? 0) - (itemsWith[other]?.size ?? 0),
  );
  let met = 0;
  for (const word of rarestFirst) {
    const sharing = itemsWith[word];
    if (sharing === undefined || met + sharing.size > MAX_MET) break;
    met += sharing.size;
    const rarity = rarityOf(attributes, word);
    for (const other of sharing) {
      if (other !== item) likeness.set(other, (likeness.get(other) ?? 0) + rarity);
    }
  }
  const best = [...likeness].sort(([, one], [, other]) => other - one).slice(0, MAX_RELATIVES);
  return Int32Array.from(best, ([other]) => other);
}

/** The squared logarithm of one in how many items has it. */
function rarityOf({ itemsWith, described }: Attributes, word: number): number {
  return Math.log(described / (itemsWith[word]?.size ?? 1)) ** 2;
}
