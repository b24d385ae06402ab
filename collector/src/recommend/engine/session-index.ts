import {
  allocate,
  type Arena,
  blockSize,
  classFor,
  createArena,
  enlarge,
  MAX_BLOCK_SIZE,
  release,
} from './arena.ts';
import { copyInto, grownLength } from './grow.ts';
import {
  createSessionKeys,
  findSlot,
  putKey,
  removeKey,
  type SessionKey,
  type SessionKeys,
  slotsOf,
} from './session-keys.ts';

/**
 * The most recent sessions, item by item in their order, and for each item the most recent sessions that hold it
 * (VMIS-kNN, Kersbergen et al., SIGMOD 2022). Sessions are numbered as they begin; number modulo `maxSessions` is the
 * slot of a session, so the newest takes the room of the oldest.
 */
export interface SessionIndex {
  readonly maxSessions: number;
  /** How many sessions there ever were: the number of the next one. */
  begun: number;
  readonly arena: Arena;
  readonly keys: SessionKeys;
  /** By slot: where the session's items start, in which class of block, how many they are. */
  starts: Uint32Array;
  classes: Uint8Array;
  lengths: Uint8Array;
  readonly postings: Postings;
}

/** By item: the newest sessions that hold it, as a ring of at most `MAX_POSTINGS`. */
interface Postings {
  readonly arena: Arena;
  starts: Uint32Array;
  classes: Uint8Array;
  /** How many sessions were ever added; the next one goes to this number modulo the block's size. */
  added: Uint32Array;
  /** How many of the sessions kept hold the item. */
  counts: Uint32Array;
}

/** Longer sessions are programs, longer orders whole warehouses: what comes after is left out. */
export const MAX_ITEMS = MAX_BLOCK_SIZE;
/** Of more sessions with an item, VMIS-kNN's answers get no better. */
export const MAX_POSTINGS = MAX_BLOCK_SIZE;
/**
 * Of one owner; nobody comes as often in a season. Whose sessions are many would make learning one more, telling what
 * came before one, and forgetting them all long.
 */
export const MAX_OF_OWNER = 100;
/** About 11 MB a million events. */
const MAX_SESSIONS = 400_000;

export interface SessionIndexOptions {
  /** When one more begins, the oldest leaves; so too of one owner's. */
  readonly maxSessions?: number;
  /** Of the hashes of owners and names, 32 bits: a secret where strangers choose those; else always the same. */
  readonly seed?: number;
}

export function createSessionIndex({
  maxSessions = MAX_SESSIONS,
  seed,
}: SessionIndexOptions = {}): SessionIndex {
  return {
    maxSessions,
    begun: 0,
    arena: createArena(),
    keys: createSessionKeys(seed),
    starts: new Uint32Array(0),
    classes: new Uint8Array(0),
    lengths: new Uint8Array(0),
    postings: {
      arena: createArena(),
      starts: new Uint32Array(0),
      classes: new Uint8Array(0),
      added: new Uint32Array(0),
      counts: new Uint32Array(0),
    },
  };
}

/**
 * Takes in a session: what of `items` lies beyond what is known of it. So learning it twice changes nothing, and one
 * that went on is taken up where it was.
 */
export function learnSession(index: SessionIndex, key: SessionKey, items: ArrayLike<number>): void {
  if (items.length === 0) return;
  const known = findSlot(index.keys, key);
  const slot = known >= 0 ? known : begin(index, key, Math.min(items.length, MAX_ITEMS));
  for (let at = index.lengths[slot] ?? 0; at < items.length; at += 1) {
    append(index, slot, items[at] ?? 0);
  }
}

/** Adds to a session, which begins where it is not known, those of `items` that it does not hold yet; returns those. */
export function learnNew(
  index: SessionIndex,
  key: SessionKey,
  items: readonly number[],
): readonly number[] {
  if (items.length === 0) return items;
  const known = findSlot(index.keys, key);
  const slot = known >= 0 ? known : begin(index, key, Math.min(items.length, MAX_ITEMS));
  return items.filter((item) => {
    if (isInSession(index, slot, item)) return false;
    append(index, slot, item);
    return true;
  });
}

/** Drops all sessions of an owner. */
export function forgetOwner(index: SessionIndex, owner: string): void {
  for (const slot of slotsOf(index.keys, owner)) drop(index, slot);
}

/** The items of the session in this slot, old to new. */
export function itemsInSlot(index: SessionIndex, slot: number): Int32Array {
  const start = index.starts[slot] ?? 0;
  return index.arena.cells.subarray(start, start + (index.lengths[slot] ?? 0));
}

/** The newest sessions that hold the item, newest first; those that left or were forgotten are among them. */
export function* newestWith({ postings }: SessionIndex, item: number): Generator<number> {
  const added = postings.added[item] ?? 0;
  const size = blockSize(postings.classes[item] ?? 0);
  const start = postings.starts[item] ?? 0;
  for (let back = 1; back <= Math.min(added, size); back += 1) {
    yield postings.arena.cells[start + ((added - back) % size)] ?? 0;
  }
}

/** The number of the oldest session that is kept. */
export function oldestSession({ begun, maxSessions }: SessionIndex): number {
  return Math.max(0, begun - maxSessions);
}

/** The number of the session in this slot. */
export function numberIn({ begun, maxSessions }: SessionIndex, slot: number): number {
  return begun - 1 - ((begun - 1 - slot) % maxSessions);
}

function begin(index: SessionIndex, key: SessionKey, length: number): number {
  const slot = index.begun % index.maxSessions;
  if (index.begun >= index.maxSessions) drop(index, slot);
  else if (slot >= index.starts.length) growSlots(index, slot);
  makeRoom(index, key.owner);
  index.begun += 1;
  const sizeClass = classFor(length);
  index.starts[slot] = allocate(index.arena, sizeClass);
  index.classes[slot] = sizeClass;
  index.lengths[slot] = 0;
  putKey(index.keys, slot, key);
  return slot;
}

/** Lets an owner's oldest session go where one more would be too many. */
function makeRoom(index: SessionIndex, owner: string): void {
  const slots = slotsOf(index.keys, owner);
  if (slots.length < MAX_OF_OWNER) return;
  const numbers = slots.map((slot) => numberIn(index, slot));
  drop(index, Math.min(...numbers) % index.maxSessions);
}

function append(index: SessionIndex, slot: number, item: number): void {
  const length = index.lengths[slot] ?? 0;
  if (length === MAX_ITEMS) return;
  if (!isInSession(index, slot, item)) post(index, slot, item);
  const sizeClass = index.classes[slot] ?? 0;
  if (length === blockSize(sizeClass)) {
    index.starts[slot] = enlarge(index.arena, index.starts[slot] ?? 0, sizeClass);
    index.classes[slot] = sizeClass + 1;
  }
  index.arena.cells[(index.starts[slot] ?? 0) + length] = item;
  index.lengths[slot] = length + 1;
}

function isInSession(index: SessionIndex, slot: number, item: number): boolean {
  const { cells } = index.arena;
  const start = index.starts[slot] ?? 0;
  const end = start + (index.lengths[slot] ?? 0);
  for (let at = start; at < end; at += 1) if (cells[at] === item) return true;
  return false;
}

function post(index: SessionIndex, slot: number, item: number): void {
  const { postings } = index;
  if (item >= postings.starts.length) growPostings(postings, item);
  const added = postings.added[item] ?? 0;
  const sizeClass = postings.classes[item] ?? 0;
  if (added === 0) postings.starts[item] = allocate(postings.arena, sizeClass);
  else if (added === blockSize(sizeClass) && added < MAX_POSTINGS) {
    postings.starts[item] = enlarge(postings.arena, postings.starts[item] ?? 0, sizeClass);
    postings.classes[item] = sizeClass + 1;
  }
  const size = blockSize(postings.classes[item] ?? 0);
  const place = (postings.starts[item] ?? 0) + (added % size);
  postings.arena.cells[place] = numberIn(index, slot);
  postings.added[item] = added + 1;
  postings.counts[item] = (postings.counts[item] ?? 0) + 1;
}

function drop(index: SessionIndex, slot: number): void {
  const { counts } = index.postings;
  for (const item of new Set(itemsInSlot(index, slot))) counts[item] = (counts[item] ?? 1) - 1;
  if ((index.lengths[slot] ?? 0) === 0) return;
  release(index.arena, index.starts[slot] ?? 0, index.classes[slot] ?? 0);
  index.lengths[slot] = 0;
  removeKey(index.keys, slot);
}

function growSlots(index: SessionIndex, slot: number): void {
  const length = Math.min(grownLength(slot), index.maxSessions);
  index.starts = copyInto(new Uint32Array(length), index.starts);
  index.classes = copyInto(new Uint8Array(length), index.classes);
  index.lengths = copyInto(new Uint8Array(length), index.lengths);
}

function growPostings(postings: Postings, item: number): void {
  const length = grownLength(item);
  postings.starts = copyInto(new Uint32Array(length), postings.starts);
  postings.classes = copyInto(new Uint8Array(length), postings.classes);
  postings.added = copyInto(new Uint32Array(length), postings.added);
  postings.counts = copyInto(new Uint32Array(length), postings.counts);
}
