import type { ConsentSnapshot } from '@tendero/schema';
import type { Plugin, Track } from './events.ts';

/** The parts of the SDK that are loaded when they are needed first, by their names. */
export interface Chunks {
  readonly vitals: typeof import('./capture/vitals.ts');
  readonly visit: typeof import('./capture/visit.ts');
  readonly proof: typeof import('./identity/proof.ts');
  readonly report: typeof import('./delivery/report.ts');
}

/** Loads a part; rejects where it can't be had. */
export type Load = <Name extends keyof Chunks>(name: Name) => Promise<Chunks[Name]>;

/** What chunks that observe the page stand on. */
export interface PageParts {
  readonly track: Track;
  readonly use: (plugin: Plugin) => void;
  /** Whether the shop has sent a `view_item` of this page. */
  readonly hasItem: () => boolean;
  /** The decision in force: it may change while they observe. */
  readonly consent: () => ConsentSnapshot | null;
}

/** Prints to the console, where the shop wants it. */
export type Log = (...words: unknown[]) => void;
