import { randomInt } from 'node:crypto';
import type { CatalogItem } from '@tendero/schema';
import { createEngine, createScratch, type Engine } from './engine/engine.ts';
import { createNumbering, type Numbering } from './numbering.ts';
import { createPopularity, type Popularity } from './popularity.ts';
import type { DatedReport } from './recommender.ts';

/** What is known of one site's goods; items are numbered, so that counting runs over plain arrays. */
export interface SiteMemory {
  readonly items: Numbering;
  /** Brands, categories and the like. */
  readonly words: Numbering;
  /** Of sessions. */
  readonly seen: Engine;
  /** Of orders. */
  readonly bought: Engine;
  /** By item: whether it can be shown. */
  readonly showable: boolean[];
  /** By item: what the catalogue says of it; undefined for one that it does not have. */
  readonly goods: (CatalogItem | undefined)[];
  readonly popularity: Popularity;
  /** Items that only visitors without personalization looked at, until there are enough of them. */
  readonly unproven: Map<number, Unproven>;
  /** Where a day's sessions begin: its start (ms UTC) and the number of its first; as they came. */
  readonly days: { readonly day: number; readonly begun: number }[];
  /** Of the engines' last training. */
  readonly reports: { seen?: DatedReport; bought?: DatedReport };
}

interface Unproven {
  readonly visitors: Set<string>;
  weight: number;
}

export function createSiteMemory(): SiteMemory {
  const scratch = createScratch();
  const seed = randomInt(2 ** 32);
  return {
    items: createNumbering(),
    words: createNumbering(),
    seen: createEngine({ scratch, seed }),
    // who wants what goes with a thing does not want its like
    bought: createEngine({ scratch, seed }),
    showable: [],
    goods: [],
    popularity: createPopularity(),
    unproven: new Map(),
    days: [],
    reports: {},
  };
}
