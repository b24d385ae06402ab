import { EVENT_TYPES, LIMITS } from '@tendero/schema';
import { GOODS_TEXTS } from '../journal/event-columns.ts';
import { BinaryWriter } from '../lib/binary-writer.ts';
import { hashOf } from '../lib/id-table.ts';
import { Fields, NOT_PLAIN, Spans, takeObject, takeText, Words } from '../lib/json-bytes.ts';
import { siteDay } from '../lib/site-day.ts';
import { boundedTime, daysSince1970, utcDays } from '../lib/utc-time.ts';
import { type RowStart, writeMoney } from './encode-rows.ts';
import { moneyOf, PlainItems } from './plain-items.ts';
import {
  isCurrency,
  isFilled,
  MOST_TIME,
  takeIdentifier,
  takeMoney,
  takeName,
  takeWhole,
} from './plain-parts.ts';
import { PlainProperties } from './plain-properties.ts';
import type { IdPlace } from './recent-ids.ts';

/** An event of a plain body. */
export interface PlainEvent {
  readonly id: IdPlace;
  readonly type: string;
  /** Corrected by the browser's clock error, in ms. */
  readonly time: number;
  /** Index into the contexts. */
  readonly context: number;
  /** Where the ids of its items stand in the body: of each the first byte and the one behind the last. */
  readonly itemIds: readonly number[];
  /** The same of their names. */
  readonly itemNames: readonly number[];
  /** Whether a decision of the collector led to it. */
  readonly isDecided: boolean;
  /** Of its row; it holds until the next body is read. */
  readonly start: RowStart;
}

/** What an event alone does not say. */
export interface Times {
  /** The browser's clock at sending, in ms. */
  readonly sentAt: number;
  readonly receivedAt: number;
  /** IANA, of the site. */
  readonly timeZone: string;
}

const MONEY_NAMES = ['value', 'tax', 'shipping'];
/** Those that must be there first, then by kind. */
const EVENT = new Fields([
  'id',
  'type',
  'time',
  'context',
  'items',
  'properties',
  ...MONEY_NAMES,
  ...GOODS_TEXTS,
]);
const ALWAYS_THERE = 0b1111;
const FIRST_MONEY = 6;
const FIRST_GOODS_TEXT = FIRST_MONEY + MONEY_NAMES.length;
const TRANSACTION_ID = 1 << FIRST_GOODS_TEXT;
const CURRENCY = 1;
const GOODS_LIMITS = [128, 3, 100];
const TYPES = new Words(EVENT_TYPES);

/** Reads the entries of `events` from the bytes of a body, and writes the starts of their rows. */
export class PlainEvents {
  #bytes: Buffer = Buffer.alloc(0);
  #times: Times = { sentAt: 0, receivedAt: 0, timeZone: 'UTC' };
  #most = 0;
  #events: PlainEvent[] = [];
  readonly #starts = new BinaryWriter();
  readonly #id = new Spans(1);
  readonly #typeText = new Spans(1);
  #type = '';
  #time = 0;
  #context = 0;
  readonly #goods = new Spans(GOODS_TEXTS.length);
  /** NaN where there is none. */
  readonly #money = new Float64Array(MONEY_NAMES.length);
  readonly #items = new PlainItems();
  readonly #properties = new PlainProperties();
  readonly #number = new Float64Array(1);

  /** One body has `most` of them at the most. */
  begin(bytes: Buffer, times: Times, most: number): void {
    this.#bytes = bytes;
    this.#times = times;
    this.#most = most;
    this.#events = [];
    this.#starts.begin();
  }

  /** Those that were taken. */
  get taken(): readonly PlainEvent[] {
    return this.#events;
  }

  /** Takes one; a decision is never plain, nor is an event that is too old or too new. */
  readonly take = (start: number): number => {
    if (this.#events.length === this.#most) return NOT_PLAIN;
    this.#goods.clear(0, GOODS_TEXTS.length);
    for (let at = 0; at < MONEY_NAMES.length; at += 1) this.#money[at] = Number.NaN;
    this.#items.begin(this.#bytes);
    this.#properties.begin(this.#bytes);
    const end = takeObject(this.#bytes, start, EVENT, this.#takeField);
    const { seen } = EVENT;
    if (end === NOT_PLAIN || (seen & ALWAYS_THERE) !== ALWAYS_THERE) return NOT_PLAIN;
    if (this.#type === 'consent_update') return NOT_PLAIN;
    if (this.#type === 'purchase' && (seen & TRANSACTION_ID) === 0) return NOT_PLAIN;
    return this.#keep() ? end : NOT_PLAIN;
  };

  readonly #takeField = (field: number, start: number): number => {
    switch (field) {
      case 0:
        return takeIdentifier(this.#bytes, start, this.#id, 0);
      case 1:
        return this.#takeType(start);
      case 2: {
        const end = takeWhole(this.#bytes, start, this.#number, MOST_TIME);
        this.#time = this.#number[0] ?? 0;
        return end;
      }
      case 3: {
        const end = takeWhole(this.#bytes, start, this.#number, LIMITS.maxEvents);
        this.#context = this.#number[0] ?? 0;
        return end;
      }
      case 4:
        return this.#items.takeAll(start);
      case 5:
        return this.#properties.takeAll(start);
      default:
        return field < FIRST_GOODS_TEXT
          ? takeMoney(this.#bytes, start, this.#money, field - FIRST_MONEY)
          : this.#takeGoodsText(start, field - FIRST_GOODS_TEXT);
    }
  };

  #takeType(start: number): number {
    const end = TYPES.take(this.#bytes, start);
    if (end === NOT_PLAIN) return this.#takeOwnType(start);
    this.#typeText.set(0, start + 1, end - 1);
    this.#type = EVENT_TYPES[TYPES.taken] ?? '';
    return end;
  }

  /** A type that the shop made up. */
  #takeOwnType(start: number): number {
    const end = takeName(this.#bytes, start, this.#typeText, 0);
    const { from, to } = { from: this.#typeText.from(0), to: this.#typeText.to(0) };
    if (end !== NOT_PLAIN) this.#type = this.#bytes.toString('latin1', from, to);
    return end;
  }

  #takeGoodsText(start: number, index: number): number {
    const end = takeText(this.#bytes, start, this.#goods, index);
    if (!isFilled(this.#bytes, this.#goods, index, GOODS_LIMITS[index] ?? 0)) return NOT_PLAIN;
    if (index !== CURRENCY) return end;
    return isCurrency(this.#bytes, this.#goods, index) ? end : NOT_PLAIN;
  }

  #keep(): boolean {
    const { sentAt, receivedAt } = this.#times;
    const time = this.#time + (receivedAt - sentAt);
    if (time < receivedAt - LIMITS.maxAgeMs || time > receivedAt + LIMITS.maxAheadMs) return false;
    const from = this.#starts.beginSized();
    this.#write(time);
    this.#starts.endSized(from);
    this.#events.push({
      id: this.#placeOfId(),
      type: this.#type,
      time,
      context: this.#context,
      itemIds: this.#items.ids,
      itemNames: this.#items.names,
      isDecided: this.#properties.isDecided,
      start: { bytes: this.#starts.bytes, from, to: this.#starts.length },
    });
    return true;
  }

  /** A row's start: what happened. */
  #write(time: number): void {
    const starts = this.#starts;
    starts.textOf(this.#bytes, this.#id.from(0), this.#id.to(0));
    starts.textOf(this.#bytes, this.#typeText.from(0), this.#typeText.to(0));
    starts.int64(boundedTime(time));
    starts.uint16(utcDays(this.#time));
    starts.uint16(daysSince1970(siteDay(time, this.#times.timeZone)));
    for (let text = 0; text < GOODS_TEXTS.length; text += 1)
      starts.textOf(this.#bytes, this.#goods.from(text), this.#goods.to(text));
    for (let at = 0; at < MONEY_NAMES.length; at += 1)
      writeMoney(starts, moneyOf(this.#money[at] ?? Number.NaN));
    this.#items.write(starts);
    this.#properties.write(starts);
  }

  #placeOfId(): IdPlace {
    const bytes = this.#bytes;
    const from = this.#id.from(0);
    const to = this.#id.to(0);
    return { bytes, from, to, hash: hashOf(bytes, from, to) };
  }
}
