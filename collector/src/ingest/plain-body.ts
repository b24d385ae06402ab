import { isUtf8 } from 'node:buffer';
import { type ConsentState, LIMITS } from '@tendero/schema';
import { hashOf } from '../lib/id-table.ts';
import { mask, maskValue } from '../lib/mask.ts';
import { siteDay } from '../lib/site-day.ts';
import { daysSince1970 } from '../lib/utc-time.ts';
import type { CapturedContext } from './arrival.ts';
import type { RowStart } from './encode-rows.ts';
import { openPlainModule, type PlainModule } from './plain-module.ts';
import type { IdPlace } from './recent-ids.ts';

/** A body in which everything is as the contract has it, and nothing is decided. */
export interface PlainBody {
  readonly sentAt: number;
  readonly contexts: readonly CapturedContext[];
  readonly events: readonly PlainEvent[];
}

/** An event of a plain body. */
export interface PlainEvent {
  readonly id: IdPlace;
  readonly type: string;
  /** Corrected by the browser's clock error, in ms. */
  readonly time: number;
  /** Index into the contexts. */
  readonly context: number;
  /** Where the id and the name of each of its items stand in the body: first byte and the one behind the last of either. */
  readonly items: readonly number[];
  /** Whether a decision of the collector led to it. */
  readonly isDecided: boolean;
  /** Of its row; it holds until the next body is read. */
  readonly start: RowStart;
}

interface Surroundings {
  readonly receivedAt: number;
  /** IANA, of the site. */
  readonly timeZone: string;
  readonly maxEvents: number;
}

/** Undefined says nothing yet: then the parser is asked, which takes more and says what is wrong. */
type ReadPlain = (bytes: Buffer, surroundings: Surroundings) => PlainBody | undefined;

// Records of the module, in numbers; a text is two of them, and a time takes the room of two.
const NUMBER_BYTES = 4;
const CONTEXT_NUMBERS = 24;
const VISITOR = 0;
const SESSION = 2;
const CUSTOMER_ID = 4;
const VERSION = 6;
const URL = 8;
const REFERRER = 10;
const TITLE = 12;
const LOCALE = 14;
const FIRST_STATE = 16;
const INTERNAL = 20;
const DECIDED_AT = 22;

const EVENT_NUMBERS = 12;
const ID = 0;
const TYPE = 2;
const CONTEXT = 4;
const FIRST_ITEM = 5;
const ITEM_COUNT = 6;
const IS_DECIDED = 7;
const START = 8;
const TIME = 10;

const ITEM_NUMBERS = 4;
const STATES: readonly ConsentState[] = ['granted', 'denied', 'unset'];

/**
 * Reads bodies as nearly all browsers send them: from their bytes straight into rows, for a fraction of what it takes to make
 * objects of them, check those and make rows of them.
 */
export function createPlainReader(): ReadPlain {
  const reader = new PlainReader();
  return (body, around) => reader.read(body, around);
}

class PlainReader {
  readonly #module: PlainModule;
  /** Where things stand in its memory: records by numbers, the rest by bytes. To ask the module takes longer. */
  readonly #at: Readonly<Record<'body' | 'masked' | 'contexts' | 'events' | 'items', number>>;
  readonly #longest: number;
  readonly #memory: Buffer;
  readonly #numbers: Int32Array;
  readonly #times: Float64Array;
  readonly #types = createTypes();
  #body: Buffer = Buffer.alloc(0);
  #timeZone = 'UTC';

  constructor() {
    this.#module = openPlainModule({
      properties: {
        maskText: (from, to) => this.#maskText(this.#body.toString('utf8', from, to)),
        maskNumber: (value) => this.#maskNumber(value),
      },
      events: { siteDays: (time) => daysSince1970(siteDay(time, this.#timeZone)) },
    });
    this.#module.limit(LIMITS.maxItems, LIMITS.maxProperties);
    const { memory, LONGEST, BODY, MASKED, CONTEXTS, EVENTS, ITEMS } = this.#module;
    const { buffer } = memory;
    this.#at = {
      body: BODY.value,
      masked: MASKED.value,
      contexts: CONTEXTS.value / NUMBER_BYTES,
      events: EVENTS.value / NUMBER_BYTES,
      items: ITEMS.value / NUMBER_BYTES,
    };
    this.#longest = LONGEST.value;
    this.#memory = Buffer.from(buffer);
    this.#numbers = new Int32Array(buffer);
    this.#times = new Float64Array(buffer);
  }

  read(body: Buffer, { receivedAt, timeZone, maxEvents }: Surroundings): PlainBody | undefined {
    if (body.length > this.#longest || !isUtf8(body)) return undefined;
    this.#body = body;
    this.#timeZone = timeZone;
    this.#memory.set(body, this.#at.body);
    const oldest = receivedAt - LIMITS.maxAgeMs;
    this.#module.limitEvents(maxEvents, oldest, receivedAt + LIMITS.maxAheadMs);
    const count = this.#module.read(body.length, receivedAt);
    return count < 0 ? undefined : this.#take(count);
  }

  #maskText(text: string): number {
    const masked = mask(text);
    return masked === text ? 0 : this.#memory.write(JSON.stringify(masked), this.#at.masked);
  }

  #maskNumber(value: number): number {
    const masked = maskValue(value);
    // what JSON makes of a number is the same
    const json = typeof masked === 'number' ? String(masked) : JSON.stringify(masked);
    return this.#memory.write(json, this.#at.masked, 'latin1');
  }

  #take(count: number): PlainBody {
    const contexts: CapturedContext[] = [];
    const contextCount = this.#module.contextCount();
    for (let index = 0; index < contextCount; index += 1)
      contexts.push(this.#contextAt(this.#at.contexts + index * CONTEXT_NUMBERS));
    const events: PlainEvent[] = [];
    for (let index = 0; index < count; index += 1)
      events.push(this.#eventAt(this.#at.events + index * EVENT_NUMBERS));
    return { sentAt: this.#module.sentAt(), contexts, events };
  }

  #contextAt(at: number): CapturedContext {
    const internal = this.#numberAt(at + INTERNAL);
    return {
      visitor: this.#textAt(at + VISITOR) || undefined,
      session: this.#textAt(at + SESSION) || undefined,
      page: {
        url: this.#textAt(at + URL),
        referrer: this.#textAt(at + REFERRER),
        title: this.#textAt(at + TITLE),
        locale: this.#textAt(at + LOCALE),
      },
      consent: {
        states: {
          analytics: this.#stateAt(at + FIRST_STATE),
          personalization: this.#stateAt(at + FIRST_STATE + 1),
          marketing: this.#stateAt(at + FIRST_STATE + 2),
          social: this.#stateAt(at + FIRST_STATE + 3),
        },
        version: this.#textAt(at + VERSION),
        at: this.#timeAt(at + DECIDED_AT),
      },
      customer_id: this.#textAt(at + CUSTOMER_ID) || undefined,
      internal: internal < 0 ? undefined : internal === 1,
    };
  }

  #eventAt(at: number): PlainEvent {
    const from = this.#numberAt(at + ID);
    const to = this.#numberAt(at + ID + 1);
    return {
      id: { bytes: this.#body, from, to, hash: hashOf(this.#body, from, to) },
      type: this.#types(this.#body, this.#numberAt(at + TYPE), this.#numberAt(at + TYPE + 1)),
      time: this.#timeAt(at + TIME),
      context: this.#numberAt(at + CONTEXT),
      items: this.#itemsAt(this.#numberAt(at + FIRST_ITEM), this.#numberAt(at + ITEM_COUNT)),
      isDecided: this.#numberAt(at + IS_DECIDED) === 1,
      start: {
        bytes: this.#memory,
        from: this.#numberAt(at + START),
        to: this.#numberAt(at + START + 1),
      },
    };
  }

  #itemsAt(first: number, count: number): readonly number[] {
    if (count === 0) return NO_ITEMS;
    const places: number[] = [];
    const from = this.#at.items + first * ITEM_NUMBERS;
    // a loop: to copy them out of the array takes as long as all else of an event
    for (let at = from; at < from + count * ITEM_NUMBERS; at += 1) places.push(this.#numberAt(at));
    return places;
  }

  #numberAt(at: number): number {
    return this.#numbers[at] ?? 0;
  }

  #timeAt(at: number): number {
    return this.#times[at / 2] ?? 0;
  }

  /** Empty where there is none. */
  #textAt(at: number): string {
    return this.#body.toString('utf8', this.#numberAt(at), this.#numberAt(at + 1));
  }

  #stateAt(at: number): ConsentState {
    return STATES[this.#numberAt(at)] ?? 'unset';
  }
}

/** Most events have none, and share this. */
const NO_ITEMS: readonly number[] = [];

const KEPT_TYPES = 64;

/** Yields a type that stands in bytes as text; there are few, and to decode one takes longer than to compare it. */
function createTypes(): (bytes: Buffer, from: number, to: number) => string {
  const known: string[] = [];
  return (bytes, from, to) => {
    const place = (31 * (bytes[from] ?? 0) + (bytes[to - 1] ?? 0) + to - from) % KEPT_TYPES;
    const type = known[place];
    if (type !== undefined && isAt(type, bytes, from, to)) return type;
    const text = bytes.toString('latin1', from, to);
    known[place] = text;
    return text;
  };
}

function isAt(text: string, bytes: Buffer, from: number, to: number): boolean {
  if (text.length !== to - from) return false;
  for (let at = from; at < to; at += 1) if (text.charCodeAt(at - from) !== bytes[at]) return false;
  return true;
}
