// Reads JSON where it stands in memory, in UTF-8 that is known to be valid. Only what is plain is taken: no space between, text
// without escapes, numbers of at most 15 digits without exponent. A function that takes something gets the address where
// it begins and returns the one behind it, or NOT_PLAIN, which says nothing about whether it is JSON; from there nothing is
// taken either. Behind the last byte of all stands a zero, which ends whatever is read.

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

/** Takes a text into `span`. */
export function takeText(at: usize, span: Span): usize {
  if (load<u8>(at) != QUOTE) return NOT_PLAIN;
  let end = at + 1;
  while (isLetter(load<u8>(end))) end += 1;
  return closed(at, end, span);
}

/** Takes a text of printable ASCII without space. */
export function takeSigns(at: usize, span: Span): usize {
  if (load<u8>(at) != QUOTE) return NOT_PLAIN;
  let end = at + 1;
  for (
    let byte = load<u8>(end);
    isLetter(byte) && byte > SPACE && byte < DELETE;
    byte = load<u8>(end)
  )
    end += 1;
  return closed(at, end, span);
}

function isLetter(byte: u8): bool {
  return byte >= SPACE && byte != QUOTE && byte != BACKSLASH;
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

/** Takes a number. */
export function takeNumber(at: usize): usize {
  const isNegative = load<u8>(at) == MINUS;
  const first = isNegative ? at + 1 : at;
  let end = first;
  let value: f64 = 0;
  for (; isDigit(load<u8>(end)); end += 1) value = value * 10 + digitAt(end);
  let digits = end - first;
  // a zero stands alone before its dot
  if (digits == 0 || (digits > 1 && load<u8>(first) == ZERO)) return NOT_PLAIN;
  if (load<u8>(end) == DOT) {
    const dot = end;
    let power: f64 = 1;
    for (end += 1; isDigit(load<u8>(end)); end += 1) {
      value = value * 10 + digitAt(end);
      power *= 10;
    }
    const decimals = end - dot - 1;
    if (decimals == 0) return NOT_PLAIN;
    digits += decimals;
    // rounded once, as the number that JSON.parse makes
    if (digits <= EXACT_DIGITS) value /= power;
  }
  if (digits > EXACT_DIGITS) return NOT_PLAIN;
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

function digitAt(at: usize): f64 {
  return <f64>(load<u8>(at) - ZERO);
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

/** Texts in ASCII, each of which is found by its bytes. */
export class Texts {
  private readonly bytes: StaticArray<u8>;
  /** Where each begins, and the end of the last. */
  private readonly starts: StaticArray<i32>;
  private readonly count: i32;

  constructor(texts: string[]) {
    const all = texts.join('');
    this.count = texts.length;
    this.bytes = new StaticArray<u8>(all.length);
    this.starts = new StaticArray<i32>(texts.length + 1);
    for (let place = 0; place < all.length; place += 1)
      this.bytes[place] = <u8>all.charCodeAt(place);
    for (let index = 0; index < texts.length; index += 1)
      this.starts[index + 1] = this.starts[index] + texts[index].length;
  }

  lengthOf(index: i32): usize {
    return unchecked(this.starts[index + 1]) - unchecked(this.starts[index]);
  }

  /** The number of the one that stands at `at`, perhaps `expected`; -1 where none does. */
  indexAt(at: usize, expected: i32): i32 {
    if (this.isAt(at, expected)) return expected;
    for (let index = 0; index < this.count; index += 1) if (this.isAt(at, index)) return index;
    return -1;
  }

  private isAt(at: usize, index: i32): bool {
    const from = unchecked(this.starts[index]);
    const to = unchecked(this.starts[index + 1]);
    for (let place = from; place < to; place += 1)
      if (load<u8>(at + place - from) != unchecked(this.bytes[place])) return false;
    return true;
  }
}

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
