import type { OwnItems } from './own-items.ts';
import { SIGNAL, type Signals, touch } from './signals.ts';

/** What items are like: words such as brand and category, by number, so that an item nobody saw yet has relatives. */
export interface Attributes {
  readonly wordsOf: (readonly number[])[];
  readonly itemsWith: Set<number>[];
  /** How many items are described. */
  described: number;
}

/** A word that more items share says little and would cost the most. */
const MAX_SHARING = 1_000;
/** What one item back leaves of an item's weight. */
const DECAY = 0.8;
/** The answer is about what the person looks at now. */
const MAX_OWN = 10;

export function createAttributes(): Attributes {
  return { wordsOf: [], itemsWith: [], described: 0 };
}

/** Says what the item is like from now on; no words take it back. */
export function describeItem(attributes: Attributes, item: number, words: readonly number[]): void {
  const before = attributes.wordsOf[item] ?? [];
  for (const word of before) attributes.itemsWith[word]?.delete(item);
  for (const word of words) (attributes.itemsWith[word] ??= new Set()).add(item);
  attributes.described += Number(words.length > 0) - Number(before.length > 0);
  attributes.wordsOf[item] = [...words];
}

/** Adds how much items have in common with the session's: the squared rarity of each word they share. */
export function addAttributes(attributes: Attributes, signals: Signals, own: OwnItems): void {
  for (let at = 0; at < Math.min(own.items.length, MAX_OWN); at += 1) {
    const weight = DECAY ** at;
    for (const word of attributes.wordsOf[own.items[at] ?? 0] ?? []) {
      addWord(attributes, signals, { word, weight });
    }
  }
}

function addWord(
  { itemsWith, described }: Attributes,
  signals: Signals,
  { word, weight }: { readonly word: number; readonly weight: number },
): void {
  const sharing = itemsWith[word];
  if (sharing === undefined || sharing.size > MAX_SHARING) return;
  const value = weight * Math.log(described / sharing.size) ** 2;
  for (const item of sharing) {
    const cell = touch(signals, item) + SIGNAL.attributes;
    signals.rows[cell] = (signals.rows[cell] ?? 0) + value;
  }
}
