import { copyInto } from './grow.ts';

/**
 * Whose a session is, in 64 bits: the hash of its owner and that of its name. Names themselves would take ten times
 * the room. Two owners of one hash (1 in 4 billion) are forgotten together; two sessions of one key are one session.
 */
export interface SessionKeys {
  /** Where hashes begin: unknown to who chooses the names, so that nobody chooses them for one chain. */
  readonly seed: number;
  owners: Uint32Array;
  names: Uint32Array;
  /** By the owner's hash: the newest slot of a chain, or END. */
  heads: Int32Array;
  /** By slot: the next of its chain, END, or UNLINKED. */
  nexts: Int32Array;
}

/** Every key is linked anew when the table grows: rarer than other arrays. */
const KEYS_GROWTH = 1.5;
const END = -1;
const UNLINKED = -2;

export interface SessionKey {
  /** The visitor of a session, the number of an order. */
  readonly owner: string;
  readonly name: string;
}

/** FNV-1a's own. */
const SEED = 2_166_136_261;

/** `seed`: 32 bits. */
export function createSessionKeys(seed = SEED): SessionKeys {
  return {
    seed,
    owners: new Uint32Array(16),
    names: new Uint32Array(16),
    heads: new Int32Array(16).fill(END),
    nexts: new Int32Array(16).fill(UNLINKED),
  };
}

/** The slot of the session, or -1. */
export function findSlot(keys: SessionKeys, { owner, name }: SessionKey): number {
  const ownerHash = hash(owner, keys.seed);
  const nameHash = hash(name, keys.seed);
  let slot = keys.heads[ownerHash % keys.heads.length] ?? END;
  while (slot >= 0 && (keys.owners[slot] !== ownerHash || keys.names[slot] !== nameHash)) {
    slot = keys.nexts[slot] ?? END;
  }
  return slot;
}

/** All slots of an owner. */
export function slotsOf(keys: SessionKeys, owner: string): number[] {
  return slotsOfHash(keys, hash(owner, keys.seed));
}

/** All slots of whose this slot is. */
export function slotsOfSame(keys: SessionKeys, slot: number): number[] {
  return slotsOfHash(keys, keys.owners[slot] ?? 0);
}

function slotsOfHash(keys: SessionKeys, ownerHash: number): number[] {
  const slots: number[] = [];
  let slot = keys.heads[ownerHash % keys.heads.length] ?? END;
  for (; slot >= 0; slot = keys.nexts[slot] ?? END) {
    if (keys.owners[slot] === ownerHash) slots.push(slot);
  }
  return slots;
}

export function putKey(keys: SessionKeys, slot: number, { owner, name }: SessionKey): void {
  if (slot >= keys.owners.length) growKeys(keys, slot);
  keys.owners[slot] = hash(owner, keys.seed);
  keys.names[slot] = hash(name, keys.seed);
  link(keys, slot);
}

export function removeKey(keys: SessionKeys, slot: number): void {
  const bucket = (keys.owners[slot] ?? 0) % keys.heads.length;
  const next = keys.nexts[slot] ?? END;
  let before = keys.heads[bucket] ?? END;
  if (before === slot) keys.heads[bucket] = next;
  while (before >= 0 && before !== slot) {
    const after = keys.nexts[before] ?? END;
    if (after === slot) keys.nexts[before] = next;
    before = after;
  }
  keys.nexts[slot] = UNLINKED;
}

function link(keys: SessionKeys, slot: number): void {
  const bucket = (keys.owners[slot] ?? 0) % keys.heads.length;
  keys.nexts[slot] = keys.heads[bucket] ?? END;
  keys.heads[bucket] = slot;
}

function growKeys(keys: SessionKeys, slot: number): void {
  const length = Math.ceil(slot * KEYS_GROWTH);
  const linked = keys.nexts;
  keys.owners = copyInto(new Uint32Array(length), keys.owners);
  keys.names = copyInto(new Uint32Array(length), keys.names);
  keys.nexts = new Int32Array(length).fill(UNLINKED);
  keys.heads = new Int32Array(length).fill(END);
  for (const [old, next] of linked.entries()) if (next !== UNLINKED) link(keys, old);
}

/** FNV-1a with a final mix (MurmurHash3's), 32 bits. */
function hash(text: string, seed: number): number {
  let mixed = seed;
  for (let index = 0; index < text.length; index += 1) {
    mixed = Math.imul(mixed ^ text.charCodeAt(index), 16_777_619);
  }
  mixed = Math.imul(mixed ^ (mixed >>> 16), 2_246_822_507);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 3_266_489_909);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}
