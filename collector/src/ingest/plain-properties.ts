import { LIMITS } from '@tendero/schema';
import { BinaryWriter } from '../lib/binary-writer.ts';
import {
  isLongest,
  isSameText,
  NOT_PLAIN,
  Spans,
  takeNumber,
  takeRecord,
  takeText,
  takeWord,
  Words,
} from '../lib/json-bytes.ts';
import { mask, maskValue } from '../lib/mask.ts';
import { isName } from './plain-parts.ts';

const QUOTE = 0x22;
const WORDS = ['true', 'false', 'null'].map((word) => Buffer.from(word));
const DECISION = new Words(['decision']);
const MOST_TEXT = 2_000;

/** The properties of an event, from the bytes of a body into the map of a row: masked, and encoded as JSON. */
export class PlainProperties {
  #bytes: Buffer = Buffer.alloc(0);
  #count = 0;
  /** The first is that of the property under way. */
  readonly #names = new Spans(1 + LIMITS.maxProperties);
  readonly #encoded = new BinaryWriter();
  readonly #text = new Spans(1);
  readonly #number = new Float64Array(1);
  /** Whether a decision of the collector led to the event. */
  isDecided = false;

  begin(bytes: Buffer): void {
    this.#bytes = bytes;
    this.#count = 0;
    this.#encoded.begin();
    this.isDecided = false;
  }

  /** Takes an object of them. */
  takeAll(start: number): number {
    return takeRecord(this.#bytes, start, this.#names, this.#take);
  }

  write(into: BinaryWriter): void {
    into.varint(this.#count);
    into.raw(this.#encoded.bytes, 0, this.#encoded.length);
  }

  readonly #take = (start: number): number => {
    const bytes = this.#bytes;
    const names = this.#names;
    if (this.#count === LIMITS.maxProperties || !isName(bytes, names, 0)) return NOT_PLAIN;
    for (let index = 1; index <= this.#count; index += 1)
      if (isSameText(bytes, names, 0, index)) return NOT_PLAIN;
    this.#count += 1;
    names.set(this.#count, names.from(0), names.to(0));
    if (DECISION.take(bytes, names.from(0) - 1) !== NOT_PLAIN) this.isDecided = true;
    this.#encoded.textOf(bytes, names.from(0), names.to(0));
    return this.#takeValue(start);
  };

  #takeValue(start: number): number {
    const first = this.#bytes[start];
    if (first === QUOTE) return this.#takeText(start);
    const word = WORDS.find((one) => one[0] === first);
    if (word) {
      this.#encoded.textOf(word, 0, word.length);
      return takeWord(this.#bytes, start, word);
    }
    return this.#takeNumber(start);
  }

  #takeNumber(start: number): number {
    const end = takeNumber(this.#bytes, start, this.#number, 0);
    if (end === NOT_PLAIN) return NOT_PLAIN;
    const value = maskValue(this.#number[0] ?? 0);
    // what JSON makes of a number is the same
    this.#encoded.text(typeof value === 'number' ? String(value) : JSON.stringify(value));
    return end;
  }

  #takeText(start: number): number {
    const end = takeText(this.#bytes, start, this.#text, 0);
    if (end === NOT_PLAIN || !isLongest(this.#bytes, this.#text, 0, MOST_TEXT)) return NOT_PLAIN;
    const text = this.#bytes.toString('utf8', this.#text.from(0), this.#text.to(0));
    const masked = mask(text);
    // as it stands, with its quotation marks
    if (masked === text) this.#encoded.textOf(this.#bytes, start, end);
    else this.#encoded.text(JSON.stringify(masked));
    return end;
  }
}
