/**
 * Reads JSON where it stands, in UTF-8 that is known to be valid, and makes no value that nobody asks for. It takes only what
 * is plain: no space between, text without escapes, numbers of at most 15 digits without exponent. All functions get the place
 * where something begins and return the one behind it, or NOT_PLAIN, which says nothing about whether it is JSON.
 * Places are numbers and what is found goes into typed arrays, because anything made for each byte, text or number would take
 * longer than reading it.
 */
export const NOT_PLAIN = -1;

const QUOTE = 0x22;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;
const BACKSLASH = 0x5c;
const COLON = 0x3a;
const COMMA = 0x2c;
const SPACE = 0x20;
const ZERO = 0x30;
const NINE = 0x39;
const MINUS = 0x2d;
const DOT = 0x2e;
const DELETE = 0x7f;
/** In UTF-8, of all bytes of letters beyond ASCII; of those that are not a letter's first; of firsts with three behind them. */
const ASCII_END = 0x80;
const CONTINUATION_END = 0xc0;
const FOUR_BYTES = 0xf0;

const ASCII = 0;
const BEYOND = 1;
const OTHER = 2;

/** What a byte is in a text. */
const LETTERS = Uint8Array.from({ length: 256 }, (_, byte) => {
  if (byte < SPACE || byte === QUOTE || byte === BACKSLASH) return OTHER;
  return byte < ASCII_END ? ASCII : BEYOND;
});
/** The same where only printable ASCII without space may stand. */
const SIGNS = LETTERS.map((kind, byte) => (byte > SPACE && byte < DELETE ? kind : OTHER));

/** Where texts stand, without their quotation marks: of each the first byte and the one behind the last. */
export class Spans {
  readonly #ends: Int32Array;

  constructor(count: number) {
    this.#ends = new Int32Array(2 * count);
  }

  from(index: number): number {
    return this.#ends[2 * index] ?? 0;
  }

  to(index: number): number {
    return this.#ends[2 * index + 1] ?? 0;
  }

  set(index: number, from: number, to: number): void {
    this.#ends[2 * index] = from;
    this.#ends[2 * index + 1] = to;
  }

  /** Makes those from `first` on empty. A loop: to ask the array for it costs more than these few. */
  clear(first: number, count: number): void {
    for (let at = 2 * first; at < 2 * (first + count); at += 1) this.#ends[at] = 0;
  }
}

/** Takes a text. */
export function takeText(bytes: Buffer, start: number, spans: Spans, index: number): number {
  if (bytes[start] !== QUOTE) return NOT_PLAIN;
  let at = start + 1;
  // behind the end there is nothing, which is no letter
  while (LETTERS[bytes[at] ?? 0] !== OTHER) at += 1;
  if (bytes[at] !== QUOTE) return NOT_PLAIN;
  spans.set(index, start + 1, at);
  return at + 1;
}

/** Takes a text of printable ASCII without space. */
export function takeSigns(bytes: Buffer, start: number, spans: Spans, index: number): number {
  if (bytes[start] !== QUOTE) return NOT_PLAIN;
  let at = start + 1;
  while (SIGNS[bytes[at] ?? 0] === ASCII) at += 1;
  if (bytes[at] !== QUOTE) return NOT_PLAIN;
  spans.set(index, start + 1, at);
  return at + 1;
}

/** Whether a text has so many UTF-16 code units at the most: a string's `length`. */
export function isLongest(bytes: Buffer, spans: Spans, index: number, most: number): boolean {
  const from = spans.from(index);
  const to = spans.to(index);
  // no letter has more of them than bytes
  if (to - from <= most) return true;
  let units = 0;
  for (let at = from; at < to; at += 1) {
    const byte = bytes[at] ?? 0;
    if (byte < ASCII_END || byte >= CONTINUATION_END) units += byte < FOUR_BYTES ? 1 : 2;
  }
  return units <= most;
}

/** Whether two texts are the same, byte for byte. */
export function isSameText(bytes: Buffer, spans: Spans, one: number, other: number): boolean {
  const from = spans.from(one);
  const length = spans.to(one) - from;
  const otherFrom = spans.from(other);
  if (spans.to(other) - otherFrom !== length) return false;
  for (let at = 0; at < length; at += 1)
    if (bytes[from + at] !== bytes[otherFrom + at]) return false;
  return true;
}

/** Numbers of so many digits are whole in a double, and so is a power of ten as large. */
const EXACT_DIGITS = 15;
const POWERS = Float64Array.from({ length: EXACT_DIGITS + 1 }, (_, power) => 10 ** power);

/** Takes a number. */
export function takeNumber(
  bytes: Buffer,
  start: number,
  into: Float64Array,
  index: number,
): number {
  const isNegative = bytes[start] === MINUS;
  const first = isNegative ? start + 1 : start;
  let at = first;
  let byte = bytes[at] ?? 0;
  let value = 0;
  for (; byte >= ZERO && byte <= NINE; byte = bytes[at] ?? 0) {
    value = value * 10 + (byte - ZERO);
    at += 1;
  }
  let digits = at - first;
  // a zero stands alone before its dot
  if (digits === 0 || (digits > 1 && bytes[first] === ZERO)) return NOT_PLAIN;
  let decimals = 0;
  if (byte === DOT) {
    const dot = at;
    at += 1;
    byte = bytes[at] ?? 0;
    for (; byte >= ZERO && byte <= NINE; byte = bytes[at] ?? 0) {
      value = value * 10 + (byte - ZERO);
      at += 1;
    }
    decimals = at - dot - 1;
    if (decimals === 0) return NOT_PLAIN;
    digits += decimals;
  }
  if (digits > EXACT_DIGITS) return NOT_PLAIN;
  // rounded once, as the number that JSON.parse makes
  if (decimals > 0) value /= POWERS[decimals] ?? 1;
  into[index] = isNegative ? -value : value;
  return at;
}

/** Takes what stands in `word`, for example true. */
export function takeWord(bytes: Buffer, start: number, word: Buffer): number {
  return startsWith(bytes, start, word) ? start + word.length : NOT_PLAIN;
}

/** Takes a list, each entry of it by `takeEntry`. */
export function takeList(
  bytes: Buffer,
  start: number,
  takeEntry: (start: number) => number,
): number {
  if (bytes[start] !== OPEN_BRACKET) return NOT_PLAIN;
  let at = start + 1;
  if (bytes[at] === CLOSE_BRACKET) return at + 1;
  for (;;) {
    at = takeEntry(at);
    if (at === NOT_PLAIN) return NOT_PLAIN;
    const mark = bytes[at];
    at += 1;
    if (mark === CLOSE_BRACKET) return at;
    if (mark !== COMMA) return NOT_PLAIN;
  }
}

/** Takes an object of any names: `takeField` takes a value, and finds the span of its name in `names`. */
export function takeRecord(
  bytes: Buffer,
  start: number,
  names: Spans,
  takeField: (start: number) => number,
): number {
  if (bytes[start] !== OPEN_BRACE) return NOT_PLAIN;
  let at = start + 1;
  if (bytes[at] === CLOSE_BRACE) return at + 1;
  for (;;) {
    at = takeText(bytes, at, names, 0);
    if (at === NOT_PLAIN || bytes[at] !== COLON) return NOT_PLAIN;
    at = takeField(at + 1);
    if (at === NOT_PLAIN) return NOT_PLAIN;
    const mark = bytes[at];
    at += 1;
    if (mark === CLOSE_BRACE) return at;
    if (mark !== COMMA) return NOT_PLAIN;
  }
}

/**
 * Takes an object, each field of it by `takeValue`, called with its number in `fields`; which were there stands in
 * `fields.seen` until the next one is taken. One in which a name comes twice is not plain.
 */
export function takeObject(
  bytes: Buffer,
  start: number,
  fields: Fields,
  takeValue: (field: number, start: number) => number,
): number {
  if (bytes[start] !== OPEN_BRACE) return NOT_PLAIN;
  let at = start + 1;
  let seen = 0;
  let field = -1;
  for (;;) {
    field = fields.indexAt(bytes, at, field);
    const bit = 1 << field;
    if (field < 0 || (seen & bit) !== 0) return NOT_PLAIN;
    seen |= bit;
    at = takeValue(field, at + fields.keyLength(field));
    if (at === NOT_PLAIN) return NOT_PLAIN;
    const mark = bytes[at];
    at += 1;
    if (mark === COMMA) continue;
    fields.seen = seen;
    return mark === CLOSE_BRACE ? at : NOT_PLAIN;
  }
}

/** The names of an object's fields, 30 at most and ASCII, each of which is found by its bytes. */
export class Fields {
  /** Bits by number: the fields of the object that was taken last. */
  seen = 0;
  /** The names as they stand in JSON, with their colon. */
  readonly #keys: readonly Buffer[];
  /** Which field came behind each one the last time, and first of all: who sends objects sends their fields in one order. */
  readonly #following: Int8Array;

  constructor(names: readonly string[]) {
    this.#keys = names.map((name) => Buffer.from(`"${name}":`, 'latin1'));
    this.#following = new Int8Array(names.length + 1);
  }

  /** The field whose name and colon stand at `at`, behind field `last` or, with -1, first of all; -1 for another name. */
  indexAt(bytes: Buffer, at: number, last: number): number {
    const expected = this.#following[last + 1] ?? 0;
    if (startsWith(bytes, at, this.#keys[expected] ?? NOTHING)) return expected;
    const field = this.#keys.findIndex((key) => startsWith(bytes, at, key));
    if (field >= 0) this.#following[last + 1] = field;
    return field;
  }

  /** With quotation marks and colon. */
  keyLength(field: number): number {
    return this.#keys[field]?.length ?? 0;
  }
}

/** Some words in ASCII, of which a text may be one. */
export class Words {
  /** As they stand in JSON. */
  readonly #words: readonly Buffer[];
  /** Which one was taken last: it often comes again. */
  taken = 0;

  constructor(words: readonly string[]) {
    this.#words = words.map((word) => Buffer.from(`"${word}"`, 'latin1'));
  }

  /** Takes one of them. */
  take(bytes: Buffer, start: number): number {
    const end = this.#takeOne(bytes, start, this.taken);
    if (end !== NOT_PLAIN) return end;
    for (let index = 0; index < this.#words.length; index += 1) {
      const found = this.#takeOne(bytes, start, index);
      if (found === NOT_PLAIN) continue;
      this.taken = index;
      return found;
    }
    return NOT_PLAIN;
  }

  #takeOne(bytes: Buffer, start: number, index: number): number {
    return takeWord(bytes, start, this.#words[index] ?? NOTHING);
  }
}

const NOTHING = Buffer.alloc(0);

function startsWith(bytes: Buffer, start: number, expected: Buffer): boolean {
  for (let at = 0; at < expected.length; at += 1)
    if (bytes[start + at] !== expected[at]) return false;
  return true;
}
