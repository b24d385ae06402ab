import { LIMITS } from '@tendero/schema';
import { ITEM_TEXTS } from '../journal/event-columns.ts';
import type { BinaryWriter } from '../lib/binary-writer.ts';
import { Fields, NOT_PLAIN, Spans, takeList, takeObject, takeText } from '../lib/json-bytes.ts';
import { writeMoney } from './encode-rows.ts';
import { isFilled, takeMoney, takeWhole } from './plain-parts.ts';
import { money } from './to-row.ts';

const NUMBER_NAMES = ['price', 'discount', 'quantity'];
const PRICE = 0;
const DISCOUNT = 1;
const QUANTITY = 2;
const TEXTS = ITEM_TEXTS.length;
const NUMBERS = NUMBER_NAMES.length;
const ITEM = new Fields([
  ...ITEM_TEXTS.map((name) => name.slice('items.'.length)),
  ...NUMBER_NAMES,
]);
const ID_OF_ITEM = 0b1;
const TEXT_LIMITS = ITEM_TEXTS.map((_, index) => [128, 300][index] ?? 100);
const MOST_QUANTITY = 1_000_000;

/** The items of an event, from the bytes of a body into the columns of a row. */
export class PlainItems {
  #bytes: Buffer = Buffer.alloc(0);
  #count = 0;
  readonly #texts = new Spans(TEXTS * LIMITS.maxItems);
  /** NaN where there is none. */
  readonly #numbers = new Float64Array(NUMBERS * LIMITS.maxItems);
  readonly #quantity = new Float64Array(1);

  begin(bytes: Buffer): void {
    this.#bytes = bytes;
    this.#count = 0;
  }

  /** Takes a list of them. */
  takeAll(start: number): number {
    return takeList(this.#bytes, start, this.#take);
  }

  readonly #take = (start: number): number => {
    if (this.#count === LIMITS.maxItems) return NOT_PLAIN;
    this.#texts.clear(TEXTS * this.#count, TEXTS);
    const first = NUMBERS * this.#count;
    for (let at = first; at < first + NUMBERS; at += 1) this.#numbers[at] = Number.NaN;
    const end = takeObject(this.#bytes, start, ITEM, this.#takeField);
    this.#count += 1;
    return (ITEM.seen & ID_OF_ITEM) === 0 ? NOT_PLAIN : end;
  };

  readonly #takeField = (field: number, start: number): number => {
    if (field < TEXTS) return this.#takeText(field, start);
    const at = NUMBERS * this.#count + field - TEXTS;
    if (field < TEXTS + QUANTITY) return takeMoney(this.#bytes, start, this.#numbers, at);
    const end = takeWhole(this.#bytes, start, this.#quantity, MOST_QUANTITY);
    this.#numbers[at] = this.#quantity[0] ?? 0;
    return end;
  };

  #takeText(field: number, start: number): number {
    const at = TEXTS * this.#count + field;
    const end = takeText(this.#bytes, start, this.#texts, at);
    return isFilled(this.#bytes, this.#texts, at, TEXT_LIMITS[field] ?? 0) ? end : NOT_PLAIN;
  }

  /** As `EVENT_COLUMNS` has them. */
  write(into: BinaryWriter): void {
    const count = this.#count;
    if (count === 0) return into.zeros(TEXTS + NUMBERS);
    for (let text = 0; text < TEXTS; text += 1) {
      into.varint(count);
      for (let at = text; at < TEXTS * count; at += TEXTS)
        into.textOf(this.#bytes, this.#texts.from(at), this.#texts.to(at));
    }
    this.#writeMoneys(into, PRICE);
    into.varint(count);
    for (let at = QUANTITY; at < NUMBERS * count; at += NUMBERS) {
      const quantity = this.#numbers[at] ?? Number.NaN;
      into.uint32(Number.isNaN(quantity) ? 1 : quantity);
    }
    this.#writeMoneys(into, DISCOUNT);
  }

  #writeMoneys(into: BinaryWriter, which: number): void {
    into.varint(this.#count);
    for (let at = which; at < NUMBERS * this.#count; at += NUMBERS)
      writeMoney(into, moneyOf(this.#numbers[at] ?? Number.NaN));
  }

  /** Where their ids stand: of each the first byte and the one behind the last. */
  get ids(): readonly number[] {
    return this.#places(0);
  }

  /** The same of their names. */
  get names(): readonly number[] {
    return this.#places(1);
  }

  #places(text: number): readonly number[] {
    if (this.#count === 0) return NONE;
    const places: number[] = [];
    for (let at = text; at < TEXTS * this.#count; at += TEXTS)
      places.push(this.#texts.from(at), this.#texts.to(at));
    return places;
  }
}

/** Most events have none, and share this. */
const NONE: readonly number[] = [];

/** An amount as its column has it; NaN is none. */
export function moneyOf(amount: number): number | null {
  return Number.isNaN(amount) ? null : money(amount);
}
