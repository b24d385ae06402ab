/** Ids of events that were accepted lately, so that a repeat is recognised on arrival. */
export interface RecentIds {
  has(siteId: string, id: string): boolean;
  add(siteId: string, id: string): void;
}

/** Two generations of ids; a set for each site, because joining site and id to one key costs more than asking. */
interface Known {
  young: Set<string>;
  old: Set<string>;
}

/** Holds, for each site, at least `size` and at most twice as many ids; the oldest go first. */
export function createRecentIds(size = 200_000): RecentIds {
  const sites = new Map<string, Known>();
  return {
    has(siteId, id) {
      const known = sites.get(siteId);
      return known !== undefined && (known.young.has(id) || known.old.has(id));
    },
    add(siteId, id) {
      const known = sites.get(siteId) ?? { young: new Set(), old: new Set() };
      sites.set(siteId, known);
      if (known.young.size >= size) {
        known.old = known.young;
        known.young = new Set();
      }
      known.young.add(id);
    },
  };
}
