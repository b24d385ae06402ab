import {
  CLOSE_BRACE,
  COLON,
  isMore,
  isTakenCanonical,
  NOT_PLAIN,
  OPEN_BRACE,
  QUOTE,
  Span,
  takeMark,
  takenNumber,
  takeNextField,
  takeNumber,
  takeText,
  Texts,
} from './json';
import { BODY, MASKED, PROPERTIES } from './room';
import { RowWriter } from './row-binary';
import { takeName } from './wire';

// Of the other side, where the one mask is. Both put what it comes to, as JSON, at MASKED and return its length.

/** Masks a text that stands so many bytes behind the body's first; 0 where it stays as it is. */
declare function maskText(from: i32, to: i32): i32;
declare function maskNumber(value: f64): i32;

const WORDS = new Texts(['true', 'false', 'null']);
const DECISION = new Texts(['"decision"']);
const MOST_TEXT: i32 = 2_000;
/** Of 13 digits, as `maskValue` has it: a number below stays as it is. */
const SMALLEST_CARD: f64 = 1e12;

/** Those of the event under way, encoded. */
const encoded = new RowWriter(PROPERTIES);
/** Of those that were taken, and the one under way. */
const names: Span[] = [];
const text = new Span();
let count = 0;
let most = 0;
let hasDecision = false;

/** For events that have so many at the most. */
export function limitProperties(mostProperties: i32): void {
  most = mostProperties;
  for (let index = names.length; index < most; index += 1) names.push(new Span());
}

/** For the next event. */
export function beginProperties(): void {
  encoded.begin();
  count = 0;
  hasDecision = false;
}

/** Whether a decision of the collector led to the event. */
export function isDecided(): bool {
  return hasDecision;
}

/** Takes an object of them: masked, and encoded as JSON. */
export function takeProperties(at: usize): usize {
  let end = takeMark(at, OPEN_BRACE);
  if (load<u8>(end) == CLOSE_BRACE) return end + 1;
  do {
    end = takeNextField(takeValue(takeOneName(end)));
  } while (isMore(end));
  return end;
}

/** Takes a name that no other one has, and its colon. */
function takeOneName(at: usize): usize {
  if (count == most) return NOT_PLAIN;
  const name = unchecked(names[count]);
  const end = takeMark(takeName(at, name), COLON);
  if (end == NOT_PLAIN) return NOT_PLAIN;
  for (let index = 0; index < count; index += 1)
    if (name.is(unchecked(names[index]))) return NOT_PLAIN;
  count += 1;
  if (DECISION.indexAt(at, 0) == 0) hasDecision = true;
  encoded.textOf(name);
  return end;
}

function takeValue(at: usize): usize {
  if (load<u8>(at) == QUOTE) return takeOneText(at);
  const word = WORDS.indexAt(at, 0);
  if (word < 0) return takeOneNumber(at);
  const end = at + WORDS.lengthOf(word);
  encoded.text(at, end);
  return end;
}

function takeOneText(at: usize): usize {
  const end = takeText(at, text);
  if (end == NOT_PLAIN || !text.isLongest(MOST_TEXT)) return NOT_PLAIN;
  const masked = maskText(<i32>(text.from - BODY), <i32>(text.to - BODY));
  // as it stands, with its quotation marks
  if (masked == 0) encoded.text(at, end);
  else encoded.text(MASKED, MASKED + masked);
  return end;
}

function takeOneNumber(at: usize): usize {
  const end = takeNumber(at);
  if (end == NOT_PLAIN) return NOT_PLAIN;
  const value = takenNumber();
  if (isTakenCanonical() && Math.abs(value) < SMALLEST_CARD) encoded.text(at, end);
  else encoded.text(MASKED, MASKED + maskNumber(value));
  return end;
}

/** Writes them as a map. */
export function writeProperties(into: RowWriter): void {
  into.varint(count);
  into.all(encoded);
}
