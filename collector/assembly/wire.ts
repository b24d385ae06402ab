import { isDigit, NOT_PLAIN, Span, takenNumber, takeNumber, takeSigns, takeText } from './json';

// What the contract's texts and numbers have in common.

const MOST_IDENTIFIER: usize = 128;
const MOST_NAME: usize = 40;
const MOST_MONEY: f64 = 1e12;
/** What a `Date` can hold, in ms. */
export const MOST_TIME: f64 = 8_640_000_000_000_000;

/** Takes 1 to 128 printable ASCII characters. */
export function takeIdentifier(at: usize, span: Span): usize {
  const end = takeSigns(at, span);
  return end != NOT_PLAIN && span.length > 0 && span.length <= MOST_IDENTIFIER ? end : NOT_PLAIN;
}

/** Takes a text that is not empty, of so many UTF-16 code units at the most. */
export function takeFilled(at: usize, span: Span, most: i32): usize {
  const end = takeText(at, span);
  return end != NOT_PLAIN && span.isFilled(most) ? end : NOT_PLAIN;
}

/** Takes a name such as `view_item`: `[a-z][a-z0-9_]{0,39}`. */
export function takeName(at: usize, span: Span): usize {
  const end = takeText(at, span);
  if (end == NOT_PLAIN || span.length > MOST_NAME || !isLowerCase(load<u8>(span.from)))
    return NOT_PLAIN;
  for (let letter = span.from + 1; letter < span.to; letter += 1) {
    const byte = load<u8>(letter);
    if (!isLowerCase(byte) && !isDigit(byte) && byte != UNDERSCORE) return NOT_PLAIN;
  }
  return end;
}

/** Whether a text is 128 bits in hex. */
export function isVisitor(span: Span): bool {
  for (let at = span.from; at < span.to; at += 1) {
    const byte = load<u8>(at);
    if (!isDigit(byte) && !(byte >= LOWER_A && byte <= LOWER_F)) return false;
  }
  return span.length == HEX_DIGITS;
}

/** Whether a text is an ISO 4217 code such as `EUR`. */
export function isCurrency(span: Span): bool {
  for (let at = span.from; at < span.to; at += 1) {
    const byte = load<u8>(at);
    if (byte < UPPER_A || byte > UPPER_Z) return false;
  }
  return span.length == CURRENCY_LETTERS;
}

/** Takes an amount of money. */
export function takeMoney(at: usize): usize {
  const end = takeNumber(at);
  return end != NOT_PLAIN && Math.abs(takenNumber()) <= MOST_MONEY ? end : NOT_PLAIN;
}

const UNDERSCORE: u8 = 0x5f;
const LOWER_A: u8 = 0x61;
const LOWER_F: u8 = 0x66;
const LOWER_Z: u8 = 0x7a;
const UPPER_A: u8 = 0x41;
const UPPER_Z: u8 = 0x5a;
const HEX_DIGITS: usize = 32;
const CURRENCY_LETTERS: usize = 3;

function isLowerCase(byte: u8): bool {
  return byte >= LOWER_A && byte <= LOWER_Z;
}
