/** A seeded source of chance: the same seed gives the same run on every machine. */
export interface Random {
  /** From 0 up to, not including, 1. */
  next: () => number;
  /** A whole number from `min` to `max`, both included. */
  int: (min: number, max: number) => number;
  chance: (probability: number) => boolean;
  pick: <T>(list: readonly T[]) => T;
  /** Picks by weight; weights need not sum to one. */
  weighted: <T>(list: readonly T[], weightOf: (entry: T) => number) => T;
  /** `count` hexadecimal digits. */
  hex: (count: number) => string;
}

/** Makes a {@link Random} from a number or a text. */
export function createRandom(seed: number | string): Random {
  let state = typeof seed === 'number' ? seed >>> 0 : hash(seed);
  // mulberry32: 32 bits of state, ample for a simulation and for drawings.
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const int = (min: number, max: number): number => min + Math.floor(next() * (max - min + 1));
  return {
    next,
    int,
    chance: (probability) => next() < probability,
    pick: (list) => at(list, int(0, list.length - 1)),
    weighted: (list, weightOf) => weighted(list, weightOf, next()),
    hex: (count) => Array.from({ length: count }, () => int(0, 15).toString(16)).join(''),
  };
}

/** FNV-1a over UTF-16 units, then a final mix: near seeds must not give near runs. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
  }
  return Math.imul(value ^ (value >>> 16), 0x45d9f3b) >>> 0;
}

function weighted<T>(list: readonly T[], weightOf: (entry: T) => number, chance: number): T {
  const total = list.reduce((sum, entry) => sum + weightOf(entry), 0);
  let rest = chance * total;
  for (const entry of list) {
    rest -= weightOf(entry);
    if (rest < 0) return entry;
  }
  return at(list, list.length - 1);
}

function at<T>(list: readonly T[], index: number): T {
  const entry = list[index];
  if (entry === undefined) throw new RangeError('expected a list with at least one entry');
  return entry;
}
