/** The parts of the SDK that are loaded when they are needed first, by their names. */
export interface Chunks {
  readonly vitals: typeof import('./capture/vitals.ts');
  readonly proof: typeof import('./identity/proof.ts');
  readonly report: typeof import('./delivery/report.ts');
}

/** Loads a part; rejects where it can't be had. */
export type Load = <Name extends keyof Chunks>(name: Name) => Promise<Chunks[Name]>;

/** Prints to the console, where the shop wants it. */
export type Log = (...words: unknown[]) => void;
