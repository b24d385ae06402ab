import {
  isLongest,
  NOT_PLAIN,
  type Spans,
  takeNumber,
  takeSigns,
  takeText,
} from '../lib/json-bytes.ts';

/** What the contract's texts and numbers have in common; all of these return as `json-bytes.ts` does. */

const MOST_IDENTIFIER = 128;
const MOST_NAME = 40;
const MOST_MONEY = 1e12;
/** What a `Date` can hold, in ms. */
export const MOST_TIME = 8_640_000_000_000_000;

/** Whether a text that was taken is not empty, and has so many UTF-16 code units at the most. */
export function isFilled(bytes: Buffer, spans: Spans, index: number, most: number): boolean {
  return spans.from(index) < spans.to(index) && isLongest(bytes, spans, index, most);
}

/** Takes 1 to 128 printable ASCII characters. */
export function takeIdentifier(bytes: Buffer, start: number, spans: Spans, index: number): number {
  const end = takeSigns(bytes, start, spans, index);
  const length = spans.to(index) - spans.from(index);
  return length > 0 && length <= MOST_IDENTIFIER ? end : NOT_PLAIN;
}

/** Takes a name such as `view_item`. */
export function takeName(bytes: Buffer, start: number, spans: Spans, index: number): number {
  const end = takeText(bytes, start, spans, index);
  return isName(bytes, spans, index) ? end : NOT_PLAIN;
}

/** Whether a text is `[a-z][a-z0-9_]{0,39}`. */
export function isName(bytes: Buffer, spans: Spans, index: number): boolean {
  const from = spans.from(index);
  const to = spans.to(index);
  if (to - from > MOST_NAME || !isLowerCase(bytes[from] ?? 0)) return false;
  for (let at = from + 1; at < to; at += 1) {
    const byte = bytes[at] ?? 0;
    if (!isLowerCase(byte) && !isDigit(byte) && byte !== UNDERSCORE) return false;
  }
  return true;
}

/** Whether a text is 128 bits in hex. */
export function isVisitor(bytes: Buffer, spans: Spans, index: number): boolean {
  const from = spans.from(index);
  const to = spans.to(index);
  for (let at = from; at < to; at += 1) {
    const byte = bytes[at] ?? 0;
    if (!isDigit(byte) && !(byte >= LOWER_A && byte <= LOWER_F)) return false;
  }
  return to - from === HEX_DIGITS;
}

/** Whether a text is an ISO 4217 code such as `EUR`. */
export function isCurrency(bytes: Buffer, spans: Spans, index: number): boolean {
  const from = spans.from(index);
  const to = spans.to(index);
  for (let at = from; at < to; at += 1) {
    const byte = bytes[at] ?? 0;
    if (byte < UPPER_A || byte > UPPER_Z) return false;
  }
  return to - from === CURRENCY_LETTERS;
}

/** Takes a whole number from 0 to `most` into the first place. */
export function takeWhole(bytes: Buffer, start: number, into: Float64Array, most: number): number {
  const end = takeNumber(bytes, start, into, 0);
  const value = into[0] ?? NOT_PLAIN;
  return Number.isInteger(value) && value >= 0 && value <= most ? end : NOT_PLAIN;
}

/** Takes an amount of money. */
export function takeMoney(bytes: Buffer, start: number, into: Float64Array, index: number): number {
  const end = takeNumber(bytes, start, into, index);
  return Math.abs(into[index] ?? 0) <= MOST_MONEY ? end : NOT_PLAIN;
}

const UNDERSCORE = 0x5f;
const LOWER_A = 0x61;
const LOWER_F = 0x66;
const LOWER_Z = 0x7a;
const UPPER_A = 0x41;
const UPPER_Z = 0x5a;
const DIGIT_0 = 0x30;
const DIGIT_9 = 0x39;
const HEX_DIGITS = 32;
const CURRENCY_LETTERS = 3;

function isDigit(byte: number): boolean {
  return byte >= DIGIT_0 && byte <= DIGIT_9;
}

function isLowerCase(byte: number): boolean {
  return byte >= LOWER_A && byte <= LOWER_Z;
}
