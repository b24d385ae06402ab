/**
 * Decisions that are on their way to the disk. Those of one visitor follow each other, for each is judged by what the one
 * before it made: of two at once, the older could end up in force.
 */
export interface Deciding {
  isAnyOf(siteId: string, visitors: readonly string[]): boolean;
  /** Resolves when those of these visitors that are under way now are durable or given up. */
  settled(siteId: string, visitors: readonly string[]): Promise<void>;
  note(siteId: string, visitors: Iterable<string>, durable: Promise<void>): void;
}

/** Nothing is under way yet. */
export function createDeciding(): Deciding {
  const underWay = new Map<string, Promise<void>>();
  const keyOf = (siteId: string, visitor: string) => `${siteId} ${visitor}`;
  return {
    isAnyOf: (siteId, visitors) => visitors.some((one) => underWay.has(keyOf(siteId, one))),
    async settled(siteId, visitors) {
      await Promise.all(visitors.flatMap((one) => underWay.get(keyOf(siteId, one)) ?? []));
    },
    note(siteId, visitors, durable) {
      for (const visitor of visitors) {
        const key = keyOf(siteId, visitor);
        const end = () => void underWay.delete(key);
        underWay.set(key, durable.then(end, end));
      }
    },
  };
}
