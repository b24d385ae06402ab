import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import type { HeldOut, Trial } from '../../../../collector/src/recommend/evaluate/hold-out.ts';
import type { Repeats } from '../../../../collector/src/recommend/evaluate/repeats.ts';

/** A public data set in the terms of the engine: items by number, sessions oldest first. */
export interface DataSet {
  readonly sessions: readonly (readonly number[])[];
  /** What the tuner may hold out of the sessions. */
  readonly held: HeldOut;
  /** For reporting only. */
  readonly test: readonly Trial[];
  readonly items: number;
  readonly repeats: Repeats;
  /** By item: what it is like. */
  readonly words?: readonly (readonly number[])[];
}

/** Gives names the numbers 0, 1, 2 … as they come. */
export interface Numbering {
  readonly numberOf: (name: string) => number;
  readonly count: () => number;
}

export function createNumbering(): Numbering {
  const numbers = new Map<string, number>();
  return {
    numberOf(name) {
      const number = numbers.get(name) ?? numbers.size;
      numbers.set(name, number);
      return number;
    },
    count: () => numbers.size,
  };
}

/** The lines of a file, unpacked where its name ends in `.gz`, without empty ones. */
export function readLines(path: string): string[] {
  const bytes = readFileSync(path);
  const text = (path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
  return text.split('\n').filter((line) => line.trim() !== '');
}

/** The same random numbers on every run, from 0 to below 1 (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b_79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
