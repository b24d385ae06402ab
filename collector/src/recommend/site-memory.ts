import { createEngine, createScratch, type Engine } from './engine/engine.ts';
import type { Report } from './evaluate/report.ts';
import { createPopularity, type Popularity } from './popularity.ts';

/** What is known of one site's goods; items are numbered, so that counting runs over plain arrays. */
export interface SiteMemory {
  /** Of sessions. */
  readonly seen: Engine;
  /** Of orders. */
  readonly bought: Engine;
  readonly popularity: Popularity;
  /** Items that only visitors without personalization looked at, until there are enough of them. */
  readonly unproven: Map<number, Unproven>;
  /** Of the engines' last training. */
  readonly reports: { seen?: Report; bought?: Report };
  /** How many items have numbers. */
  itemCount(): number;
  /** The item's number; a new one where it is not known yet. */
  numberOf(itemId: string): number;
  findNumber(itemId: string): number | undefined;
  idOf(item: number): string;
}

interface Unproven {
  readonly visitors: Set<string>;
  weight: number;
}

export function createSiteMemory(): SiteMemory {
  const numbers = new Map<string, number>();
  const ids: string[] = [];
  const scratch = createScratch();
  return {
    seen: createEngine({ scratch }),
    bought: createEngine({ scratch }),
    popularity: createPopularity(),
    unproven: new Map(),
    reports: {},
    itemCount: () => ids.length,
    numberOf(itemId) {
      const known = numbers.get(itemId);
      if (known !== undefined) return known;
      numbers.set(itemId, ids.length);
      return ids.push(itemId) - 1;
    },
    findNumber: (itemId) => numbers.get(itemId),
    idOf: (item) => ids[item] ?? '',
  };
}
