// Reads JSON where it stands in memory, in UTF-8 that is known to be valid. Only what is plain is taken: no space between, text
// without escapes, numbers of at most 15 digits without exponent. A function that takes something gets the address where
// it begins and returns the one behind it, or NOT_PLAIN, which says nothing about whether it is JSON; from there nothing is
// taken either. Behind the last byte of all stands a zero, which ends whatever is read; texts are looked through by 16 bytes,
// and keys and words by 32, also beyond their end.

/** No address: nothing begins at 0, where memory is zero. */
export const NOT_PLAIN: usize = 0;

export const QUOTE: u8 = 0x22;
export const OPEN_BRACE: u8 = 0x7b;
export const CLOSE_BRACE: u8 = 0x7d;
export const OPEN_BRACKET: u8 = 0x5b;
export const CLOSE_BRACKET: u8 = 0x5d;
const COMMA: u8 = 0x2c;
export const COLON: u8 = 0x3a;
const BACKSLASH: u8 = 0x5c;
const SPACE: u8 = 0x20;
const ZERO: u8 = 0x30;
const MINUS: u8 = 0x2d;
const DOT: u8 = 0x2e;
const DELETE: u8 = 0x7f;
/** In UTF-8, the end of ASCII; of bytes that are not a letter's first; and the least first byte of a letter of four. */
const ASCII_END: u8 = 0x80;
const CONTINUATION_END: u8 = 0xc0;
const FOUR_BYTES: u8 = 0xf0;

/** Where a text stands, without its quotation marks: the first byte and the one behind the last; 0 and 0 is no text. */
export class Span {
  from: usize = 0;
  to: usize = 0;

  clear(): void {
    this.from = 0;
    this.to = 0;
  }

  get length(): usize {
    return this.to - this.from;
  }

  /** Whether it is not empty, and has so many UTF-16 code units at the most: a string's `length`. */
  isFilled(most: i32): bool {
    return this.from < this.to && this.isLongest(most);
  }

  isLongest(most: i32): bool {
    // no letter has more of them than bytes
    if (this.length <= <usize>most) return true;
    let units = 0;
    for (let at = this.from; at < this.to; at += 1) {
      const byte = load<u8>(at);
      if (byte < ASCII_END || byte >= CONTINUATION_END) units += byte < FOUR_BYTES ? 1 : 2;
    }
    return units <= most;
  }

  /** Whether it is the same text, byte for byte. */
  is(other: Span): bool {
    return this.length == other.length && memory.compare(this.from, other.from, this.length) == 0;
  }
}

/** Of a v128. */
export const BYTES: usize = 16;

/** Takes a text into `span`. */
export function takeText(at: usize, span: Span): usize {
  if (load<u8>(at) != QUOTE) return NOT_PLAIN;
  let end = at + 1;
  let others = otherThanText(end);
  for (; others == 0; others = otherThanText(end)) end += BYTES;
  return closed(at, end + ctz(others), span);
}

/** Takes a text of printable ASCII without space. */
export function takeSigns(at: usize, span: Span): usize {
  if (load<u8>(at) != QUOTE) return NOT_PLAIN;
  let end = at + 1;
  let others = otherThanSigns(end);
  for (; others == 0; others = otherThanSigns(end)) end += BYTES;
  return closed(at, end + ctz(others), span);
}

/** A bit for each of the next bytes that does not go on with a text. */
function otherThanText(at: usize): u32 {
  const bytes = v128.load(at);
  const controls = i8x16.lt_u(bytes, i8x16.splat(SPACE));
  return i8x16.bitmask(v128.or(marksIn(bytes), controls));
}

function otherThanSigns(at: usize): u32 {
  const bytes = v128.load(at);
  // read as signed numbers, those beyond ASCII are less than all others
  const unseen = i8x16.le_s(bytes, i8x16.splat(SPACE));
  const last = i8x16.eq(bytes, i8x16.splat(DELETE));
  return i8x16.bitmask(v128.or(marksIn(bytes), v128.or(unseen, last)));
}

/** Those bytes that end a text, or begin what is not plain. */
function marksIn(bytes: v128): v128 {
  return v128.or(i8x16.eq(bytes, i8x16.splat(QUOTE)), i8x16.eq(bytes, i8x16.splat(BACKSLASH)));
}

function closed(at: usize, end: usize, span: Span): usize {
  if (load<u8>(end) != QUOTE) return NOT_PLAIN;
  span.from = at + 1;
  span.to = end;
  return end + 1;
}

/** Numbers of so many digits are whole in a double, and so is a power of ten as large. */
const EXACT_DIGITS: usize = 15;

let taken: f64 = 0;

/** The number that was taken last. */
export function takenNumber(): f64 {
  return taken;
}

let isCanonical: bool = false;

/** Whether JSON.stringify would write the number that was taken last as it stands. */
export function isTakenCanonical(): bool {
  return isCanonical;
}

/** Less is written with an exponent. */
const LEAST_DECIMAL: f64 = 1e-6;

/** Takes a number. */
export function takeNumber(at: usize): usize {
  const isNegative = load<u8>(at) == MINUS;
  const first = isNegative ? at + 1 : at;
  let end = first;
  let whole: i64 = 0;
  for (; isDigit(load<u8>(end)); end += 1) whole = whole * 10 + digitAt(end);
  let digits = end - first;
  // a zero stands alone before its dot
  if (digits == 0 || (digits > 1 && load<u8>(first) == ZERO)) return NOT_PLAIN;
  let power: i64 = 1;
  if (load<u8>(end) == DOT) {
    const dot = end;
    for (end += 1; isDigit(load<u8>(end)); end += 1) {
      whole = whole * 10 + digitAt(end);
      power *= 10;
    }
    const decimals = end - dot - 1;
    if (decimals == 0) return NOT_PLAIN;
    digits += decimals;
  }
  if (digits > EXACT_DIGITS) return NOT_PLAIN;
  // rounded once, as the number that JSON.parse makes
  const value = <f64>whole / <f64>power;
  // -0 is written 0, and decimals do not end with a 0
  isCanonical = power == 1 ? whole != 0 || !isNegative : whole % 10 != 0 && value >= LEAST_DECIMAL;
  taken = isNegative ? -value : value;
  return end;
}

/** Takes a whole number from 0 to `most`. */
export function takeWhole(at: usize, most: f64): usize {
  const end = takeNumber(at);
  const isTaken = end != NOT_PLAIN && Math.floor(taken) == taken && taken >= 0 && taken <= most;
  return isTaken ? end : NOT_PLAIN;
}

export function isDigit(byte: u8): bool {
  return byte - ZERO < 10;
}

function digitAt(at: usize): i64 {
  return load<u8>(at) - ZERO;
}

/** Takes one byte. */
export function takeMark(at: usize, mark: u8): usize {
  return load<u8>(at) == mark ? at + 1 : NOT_PLAIN;
}

/** Takes the mark behind an entry of a list: a comma, behind which comes another one, or the list's end. */
export function takeNext(at: usize): usize {
  const mark = load<u8>(at);
  return mark == COMMA || mark == CLOSE_BRACKET ? at + 1 : NOT_PLAIN;
}

/** Takes the mark behind a value of an object: a comma, behind which comes another field, or the object's end. */
export function takeNextField(at: usize): usize {
  const mark = load<u8>(at);
  return mark == COMMA || mark == CLOSE_BRACE ? at + 1 : NOT_PLAIN;
}

/** Whether a comma stands before `at`. */
export function isMore(at: usize): bool {
  return at != NOT_PLAIN && load<u8>(at - 1) == COMMA;
}

/** Texts of 32 letters of ASCII at the most, each of which is found by its bytes. */
export class Texts {
  /** Of each its bytes, and behind them the bits that count: they are compared at once. */
  private readonly slots: StaticArray<u8>;
  private readonly lengths: StaticArray<i32>;

  constructor(texts: string[]) {
    this.slots = new StaticArray<u8>(texts.length * SLOT);
    this.lengths = new StaticArray<i32>(texts.length);
    for (let index = 0; index < texts.length; index += 1) {
      const text = texts[index];
      this.lengths[index] = text.length;
      for (let place = 0; place < text.length; place += 1) {
        this.slots[index * SLOT + place] = <u8>text.charCodeAt(place);
        this.slots[index * SLOT + SLOT / 2 + place] = ALL_BITS;
      }
    }
  }

  lengthOf(index: i32): usize {
    return unchecked(this.lengths[index]);
  }

  /** The number of the one that stands at `at`, perhaps `expected`; -1 where none does. */
  indexAt(at: usize, expected: i32): i32 {
    if (this.isAt(at, expected)) return expected;
    for (let index = 0; index < this.lengths.length; index += 1)
      if (this.isAt(at, index)) return index;
    return -1;
  }

  private isAt(at: usize, index: i32): bool {
    const slot = changetype<usize>(this.slots) + <usize>(index * SLOT);
    const first = v128.and(v128.xor(v128.load(at), v128.load(slot)), v128.load(slot, 32));
    const second = v128.and(v128.xor(v128.load(at, 16), v128.load(slot, 16)), v128.load(slot, 48));
    return !v128.any_true(v128.or(first, second));
  }
}

const SLOT: i32 = 64;
const ALL_BITS: u8 = 0xff;

/** The names of an object's fields, 30 at most. */
export class Fields {
  /** Bits by number: those of the object under way, or taken last, that have been there. */
  seen: u32 = 0;
  private last: i32 = -1;
  private readonly keys: Texts;
  /** Which field came behind each one the last time, and first of all: who sends objects sends their fields in one order. */
  private readonly following: StaticArray<i32>;

  constructor(names: string[]) {
    const keys: string[] = [];
    for (let index = 0; index < names.length; index += 1) keys.push(`"${names[index]}":`);
    this.keys = new Texts(keys);
    this.following = new StaticArray<i32>(names.length + 1);
  }

  /** Takes the mark that opens an object. */
  takeOpening(at: usize): usize {
    this.seen = 0;
    this.last = -1;
    return takeMark(at, OPEN_BRACE);
  }

  /** Takes a name and its colon; which one says {@link field}. One that comes twice is not plain. */
  takeKey(at: usize): usize {
    const field = this.keys.indexAt(at, unchecked(this.following[this.last + 1]));
    if (field < 0 || (this.seen & (1 << field)) != 0) return NOT_PLAIN;
    unchecked((this.following[this.last + 1] = field));
    this.seen |= 1 << field;
    this.last = field;
    return at + this.keys.lengthOf(field);
  }

  /** The number of the field whose name was taken last. */
  get field(): i32 {
    return this.last;
  }

  /** Whether all of these have been there. */
  has(bits: u32): bool {
    return (this.seen & bits) == bits;
  }
}

/** Some words, of which a text may be one. */
export class Words {
  private readonly words: Texts;
  /** Which one was taken last: it often comes again. */
  taken: i32 = 0;

  constructor(words: string[]) {
    const texts: string[] = [];
    for (let index = 0; index < words.length; index += 1) texts.push(`"${words[index]}"`);
    this.words = new Texts(texts);
  }

  /** Takes one of them. */
  take(at: usize): usize {
    const index = this.words.indexAt(at, this.taken);
    if (index < 0) return NOT_PLAIN;
    this.taken = index;
    return at + this.words.lengthOf(index);
  }
}
