import { randomFillSync } from 'node:crypto';

/** Ids of events that were accepted lately, printable ASCII, so that a repeat is recognised on arrival. */
export interface RecentIds {
  has(siteId: string, id: string): boolean;
  add(siteId: string, id: string): void;
}

/** Two generations of ids. */
interface Known {
  young: IdTable;
  old: IdTable;
}

/** Holds, for each site, at least `size` and at most twice as many ids; the oldest go first. */
export function createRecentIds(size = 200_000): RecentIds {
  const sites = new Map<string, Known>();
  return {
    has(siteId, id) {
      const known = sites.get(siteId);
      if (known === undefined) return false;
      const hash = hashOf(id);
      return known.young.has(id, hash) || known.old.has(id, hash);
    },
    add(siteId, id) {
      const known = sites.get(siteId) ?? { young: new IdTable(), old: new IdTable() };
      sites.set(siteId, known);
      if (known.young.count >= size) {
        known.old = known.young;
        known.young = new IdTable();
      }
      known.young.add(id, hashOf(id));
    },
  };
}

const PLACES = 128;
const LETTERS = 128;
/**
 * For each place in an id and each letter there, a number that nobody outside can know (tabulation hashing, Zobrist 1970): of a
 * hash that is only reckoned, such as FNV with a secret start, anyone can make ids by the thousand that have the same one,
 * and each look among those takes as long as there are ids.
 */
const SECRETS = randomFillSync(new Int32Array(PLACES * LETTERS));

function hashOf(id: string): number {
  let hash = 0;
  for (let at = 0; at < id.length; at += 1) {
    const place = at % PLACES;
    const letter = id.charCodeAt(at) % LETTERS;
    hash ^= SECRETS[place * LETTERS + letter] ?? 0;
  }
  return hash;
}

const FIRST_SLOTS = 1_024;
const FIRST_BYTES = 32_768;

/**
 * A set of ids outside the heap: a Set of strings cost ten times as much, for each look follows pointers through memory that
 * no cache holds, and each garbage collection moves what it keeps.
 */
class IdTable {
  /** Of each slot the hash, and behind it the end of the id in the text; an end of 0 is an empty slot. */
  #slots = new Int32Array(2 * FIRST_SLOTS);
  #mask = FIRST_SLOTS - 1;
  /** Ids, each before its length. */
  #text = Buffer.allocUnsafeSlow(FIRST_BYTES);
  #end = 0;
  count = 0;

  has(id: string, hash: number): boolean {
    return this.#slots[this.#slotOf(id, hash) + 1] !== 0;
  }

  add(id: string, hash: number): void {
    if (this.has(id, hash)) return;
    // half of the slots stay empty, so that a look ends soon
    if (2 * this.count > this.#mask) this.#grow();
    const slot = this.#slotOf(id, hash);
    this.#slots[slot] = hash;
    this.#slots[slot + 1] = this.#write(id);
    this.count += 1;
  }

  /** Where the id stands, or may. */
  #slotOf(id: string, hash: number): number {
    const slots = this.#slots;
    let slot = 2 * (hash & this.#mask);
    for (;;) {
      const end = slots[slot + 1] ?? 0;
      if (end === 0 || (slots[slot] === hash && this.#isAt(id, end))) return slot;
      slot = (slot + 2) & (2 * this.#mask + 1);
    }
  }

  #isAt(id: string, end: number): boolean {
    const { length } = id;
    if (this.#text[end - 1] !== length) return false;
    const from = end - 1 - length;
    for (let at = 0; at < length; at += 1)
      if (this.#text[from + at] !== id.charCodeAt(at)) return false;
    return true;
  }

  /** Returns the end. */
  #write(id: string): number {
    const { length } = id;
    if (this.#end + length + 1 > this.#text.length) {
      const larger = Buffer.allocUnsafeSlow(2 * this.#text.length);
      this.#text.copy(larger, 0, 0, this.#end);
      this.#text = larger;
    }
    for (let at = 0; at < length; at += 1) this.#text[this.#end + at] = id.charCodeAt(at);
    this.#text[this.#end + length] = length;
    this.#end += length + 1;
    return this.#end;
  }

  #grow(): void {
    const before = this.#slots;
    this.#slots = new Int32Array(2 * before.length);
    this.#mask = 2 * this.#mask + 1;
    for (let at = 0; at < before.length; at += 2) {
      const end = before[at + 1] ?? 0;
      if (end === 0) continue;
      const hash = before[at] ?? 0;
      let slot = 2 * (hash & this.#mask);
      // each id is there once
      while (this.#slots[slot + 1] !== 0) slot = (slot + 2) & (2 * this.#mask + 1);
      this.#slots[slot] = hash;
      this.#slots[slot + 1] = end;
    }
  }
}
