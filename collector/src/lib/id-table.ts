import { randomFillSync } from 'node:crypto';

const PLACES = 128;
const LETTERS = 128;
/**
 * For each place in an id and each letter there, a number that nobody outside can know (tabulation hashing, Zobrist 1970): of a
 * hash that is only reckoned, such as FNV with a secret start, anyone can make ids by the thousand that have the same one,
 * and each look among those takes as long as there are ids.
 */
const SECRETS = randomFillSync(new Int32Array(PLACES * LETTERS));

/** The hash of an id that stands from `from` to `to`, for this process alone. */
export function hashOf(bytes: Buffer, from: number, to: number): number {
  let hash = 0;
  for (let at = from; at < to; at += 1) {
    const place = (at - from) % PLACES;
    const letter = (bytes[at] ?? 0) % LETTERS;
    hash ^= SECRETS[place * LETTERS + letter] ?? 0;
  }
  return hash;
}

const FIRST_IDS = 512;
const FIRST_BYTES = 32_768;

/**
 * Numbers ids from 0 on, outside the heap: a Set of strings cost ten times as much, for each look follows pointers through
 * memory that no cache holds, and each garbage collection moves what it keeps. An id is bytes with their {@link hashOf}.
 */
export class IdTable {
  /** Of each slot the hash, and behind it one more than the number of the id; 0 is an empty slot. */
  #slots = new Int32Array(4 * FIRST_IDS);
  #mask = 2 * FIRST_IDS - 1;
  /** Of each id where it ends in the text, and the next one begins. */
  #ends = new Uint32Array(FIRST_IDS);
  #text = Buffer.allocUnsafeSlow(FIRST_BYTES);
  /** How many there are. */
  count = 0;

  /** -1 where there is none such. */
  numberOf(bytes: Buffer, from: number, to: number, hash: number): number {
    return (this.#slots[this.#slotOf(bytes, from, to, hash) + 1] ?? 0) - 1;
  }

  /** Returns its number, also where it was there before. */
  add(bytes: Buffer, from: number, to: number, hash: number): number {
    let slot = this.#slotOf(bytes, from, to, hash);
    const known = this.#slots[slot + 1] ?? 0;
    if (known !== 0) return known - 1;
    if (this.count === this.#ends.length) {
      this.#grow();
      slot = this.#slotOf(bytes, from, to, hash);
    }
    this.#write(bytes, from, to);
    this.count += 1;
    this.#slots[slot] = hash;
    this.#slots[slot + 1] = this.count;
    return this.count - 1;
  }

  /** Where the id stands, or may. */
  #slotOf(bytes: Buffer, from: number, to: number, hash: number): number {
    const slots = this.#slots;
    let slot = 2 * (hash & this.#mask);
    for (;;) {
      const next = slots[slot + 1] ?? 0;
      if (next === 0 || (slots[slot] === hash && this.#is(next - 1, bytes, from, to))) return slot;
      slot = (slot + 2) & (2 * this.#mask + 1);
    }
  }

  #is(number: number, bytes: Buffer, from: number, to: number): boolean {
    const start = this.#startOf(number);
    if ((this.#ends[number] ?? 0) - start !== to - from) return false;
    for (let at = from; at < to; at += 1)
      if (this.#text[start + at - from] !== bytes[at]) return false;
    return true;
  }

  #startOf(number: number): number {
    return number === 0 ? 0 : (this.#ends[number - 1] ?? 0);
  }

  #write(bytes: Buffer, from: number, to: number): void {
    const start = this.#startOf(this.count);
    const end = start + to - from;
    if (end > this.#text.length) {
      const larger = Buffer.allocUnsafeSlow(2 * this.#text.length + to - from);
      this.#text.copy(larger, 0, 0, start);
      this.#text = larger;
    }
    // a loop: to ask the buffer for it costs more than these few
    for (let at = start; at < end; at += 1) this.#text[at] = bytes[from + at - start] ?? 0;
    this.#ends[this.count] = end;
  }

  /** To twice as many; half of the slots stay empty, so that a look ends soon. */
  #grow(): void {
    const ends = new Uint32Array(2 * this.#ends.length);
    ends.set(this.#ends);
    this.#ends = ends;
    const before = this.#slots;
    this.#slots = new Int32Array(2 * before.length);
    this.#mask = 2 * this.#mask + 1;
    for (let at = 0; at < before.length; at += 2) {
      if (before[at + 1] === 0) continue;
      const hash = before[at] ?? 0;
      let slot = 2 * (hash & this.#mask);
      // each id is there once
      while (this.#slots[slot + 1] !== 0) slot = (slot + 2) & (2 * this.#mask + 1);
      this.#slots[slot] = hash;
      this.#slots[slot + 1] = before[at + 1] ?? 0;
    }
  }
}
