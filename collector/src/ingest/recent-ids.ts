import { hashOf, IdTable } from '../lib/id-table.ts';

/** Where the id of an event stands, printable ASCII, and its `hashOf`. */
export interface IdPlace {
  readonly bytes: Buffer;
  readonly from: number;
  readonly to: number;
  readonly hash: number;
}

/** Of an id that stands nowhere else. */
export function placeOf(id: string): IdPlace {
  const bytes = Buffer.from(id);
  return { bytes, from: 0, to: bytes.length, hash: hashOf(bytes, 0, bytes.length) };
}

export function textOf({ bytes, from, to }: IdPlace): string {
  return bytes.toString('utf8', from, to);
}

export function isSameId(one: IdPlace, other: IdPlace): boolean {
  if (one.hash !== other.hash) return false;
  return one.bytes.compare(other.bytes, other.from, other.to, one.from, one.to) === 0;
}

/** Ids of events that were accepted lately, so that a repeat is recognised on arrival. */
export interface RecentIds {
  has(siteId: string, id: IdPlace): boolean;
  add(siteId: string, id: IdPlace): void;
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
    has(siteId, { bytes, from, to, hash }) {
      const known = sites.get(siteId);
      if (known === undefined) return false;
      return (
        known.young.numberOf(bytes, from, to, hash) >= 0 ||
        known.old.numberOf(bytes, from, to, hash) >= 0
      );
    },
    add(siteId, { bytes, from, to, hash }) {
      const known = sites.get(siteId) ?? { young: new IdTable(), old: new IdTable() };
      sites.set(siteId, known);
      if (known.young.count >= size) {
        known.old = known.young;
        known.young = new IdTable();
      }
      known.young.add(bytes, from, to, hash);
    },
  };
}
