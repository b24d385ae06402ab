/** The sessions that share items with the one asked about: a small open-addressed table, emptied after each question. */
export interface SessionTable {
  readonly numbers: Int32Array;
  /** Places in use. */
  readonly places: Int32Array;
  count: number;
  /** In the order of `places`: where each session's items are, and how many. */
  readonly starts: Uint32Array;
  readonly lengths: Uint8Array;
  /** Nothing that is used: so that looking is not optimised away. */
  looked: number;
  readonly sequence: Float32Array;
  readonly set: Float32Array;
  readonly overlap: Uint8Array;
  /** The newest item that both have. */
  readonly match: Int32Array;
}

const SIZE = 4_096;
/** Twice as many made answers slower and no better. Few beside the places, so that free ones are found at once. */
export const MAX_SESSIONS_MET = 500;

export function createSessionTable(): SessionTable {
  return {
    numbers: new Int32Array(SIZE).fill(-1),
    places: new Int32Array(MAX_SESSIONS_MET),
    count: 0,
    starts: new Uint32Array(MAX_SESSIONS_MET),
    lengths: new Uint8Array(MAX_SESSIONS_MET),
    looked: 0,
    sequence: new Float32Array(SIZE),
    set: new Float32Array(SIZE),
    overlap: new Uint8Array(SIZE),
    match: new Int32Array(SIZE),
  };
}

/** The session's place, new ones with zeros and `match`. */
export function placeOf(table: SessionTable, number: number, match: number): number {
  let place = Math.imul(number, 0x9e37_79b1) >>> 20;
  for (; table.numbers[place] !== number; place = (place + 1) % SIZE) {
    if (table.numbers[place] !== -1) continue;
    table.numbers[place] = number;
    table.places[table.count] = place;
    table.count += 1;
    table.match[place] = match;
    break;
  }
  return place;
}

export function clearTable(table: SessionTable): void {
  for (let at = 0; at < table.count; at += 1) {
    const place = table.places[at] ?? 0;
    table.numbers[place] = -1;
    table.sequence[place] = 0;
    table.set[place] = 0;
    table.overlap[place] = 0;
  }
  table.count = 0;
}
