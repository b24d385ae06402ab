/** Ids of events that were accepted lately, so that a repeat is recognised on arrival. */
export interface RecentIds {
  has(siteId: string, id: string): boolean;
  add(siteId: string, id: string): void;
}

/** Holds at least `size` and at most twice as many ids; the oldest go first. */
export function createRecentIds(size = 200_000): RecentIds {
  let young = new Set<string>();
  let old = new Set<string>();
  return {
    has(siteId, id) {
      const key = `${siteId} ${id}`;
      return young.has(key) || old.has(key);
    },
    add(siteId, id) {
      if (young.size >= size) {
        old = young;
        young = new Set();
      }
      young.add(`${siteId} ${id}`);
    },
  };
}
