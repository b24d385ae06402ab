import { type ConsentState, LIMITS, PURPOSES } from '@tendero/schema';
import {
  Fields,
  isLongest,
  NOT_PLAIN,
  Spans,
  takeObject,
  takeSigns,
  takeText,
  takeWord,
  Words,
} from '../lib/json-bytes.ts';
import type { CapturedContext } from './arrival.ts';
import { isFilled, isVisitor, MOST_TIME, takeIdentifier, takeWhole } from './plain-parts.ts';

// of each object its fields, and the bits of those that must be there

const CONTEXT = new Fields(['page', 'consent', 'visitor', 'session', 'customer_id', 'internal']);
const PAGE_AND_CONSENT = 0b11;

const PAGE_NAMES = ['url', 'referrer', 'title', 'locale'];
const PAGE = new Fields(PAGE_NAMES);
const URL_OF_PAGE = 0b1;
const LOCALE = 3;
const PAGE_LIMITS = [4_000, 4_000, 1_000, 35];

const CONSENT = new Fields(['states', 'version', 'at']);
const ALL_OF_CONSENT = 0b111;
const STATES = new Fields(PURPOSES);
const ALL_STATES = 0b1111;
const STATE_NAMES: readonly ConsentState[] = ['granted', 'denied', 'unset'];
const STATE = new Words(STATE_NAMES);

const MOST_CUSTOMER_ID = 128;
const MOST_VERSION = 40;
const TRUE = Buffer.from('true');
const FALSE = Buffer.from('false');

/** Reads the entries of `contexts` from the bytes of a body. */
export class PlainContexts {
  #bytes: Buffer = Buffer.alloc(0);
  #contexts: CapturedContext[] = [];
  #visitor: string | undefined;
  #session: string | undefined;
  #customerId: string | undefined;
  #internal: boolean | undefined;
  readonly #page = new Spans(PAGE_NAMES.length);
  readonly #states: ConsentState[] = PURPOSES.map(() => 'unset');
  #version = '';
  #decidedAt = 0;
  readonly #text = new Spans(1);
  readonly #number = new Float64Array(1);

  begin(bytes: Buffer): void {
    this.#bytes = bytes;
    this.#contexts = [];
  }

  /** Those that were taken. */
  get taken(): readonly CapturedContext[] {
    return this.#contexts;
  }

  /** Takes one. */
  readonly take = (start: number): number => {
    this.#visitor = undefined;
    this.#session = undefined;
    this.#customerId = undefined;
    this.#internal = undefined;
    this.#page.clear(0, PAGE_NAMES.length);
    const end = takeObject(this.#bytes, start, CONTEXT, this.#takeField);
    const isWhole = (CONTEXT.seen & PAGE_AND_CONSENT) === PAGE_AND_CONSENT;
    if (end === NOT_PLAIN || !isWhole || this.#contexts.length === LIMITS.maxEvents)
      return NOT_PLAIN;
    this.#contexts.push(this.#make());
    return end;
  };

  #make(): CapturedContext {
    const states = this.#states;
    return {
      visitor: this.#visitor,
      session: this.#session,
      page: {
        url: this.#textOf(this.#page, 0),
        referrer: this.#textOf(this.#page, 1),
        title: this.#textOf(this.#page, 2),
        locale: this.#textOf(this.#page, LOCALE),
      },
      consent: {
        states: {
          analytics: states[0] ?? 'unset',
          personalization: states[1] ?? 'unset',
          marketing: states[2] ?? 'unset',
          social: states[3] ?? 'unset',
        },
        version: this.#version,
        at: this.#decidedAt,
      },
      customer_id: this.#customerId,
      internal: this.#internal,
    };
  }

  readonly #takeField = (field: number, start: number): number => {
    switch (field) {
      case 0: {
        const end = takeObject(this.#bytes, start, PAGE, this.#takeOfPage);
        return (PAGE.seen & URL_OF_PAGE) === 0 ? NOT_PLAIN : end;
      }
      case 1: {
        const end = takeObject(this.#bytes, start, CONSENT, this.#takeOfConsent);
        return CONSENT.seen === ALL_OF_CONSENT ? end : NOT_PLAIN;
      }
      case 2:
        return this.#takeVisitor(start);
      case 3:
        return this.#takeSession(start);
      case 4:
        return this.#takeCustomerId(start);
      default:
        this.#internal = this.#bytes[start] === TRUE[0];
        return takeWord(this.#bytes, start, this.#internal ? TRUE : FALSE);
    }
  };

  #takeVisitor(start: number): number {
    const end = takeSigns(this.#bytes, start, this.#text, 0);
    if (end === NOT_PLAIN || !isVisitor(this.#bytes, this.#text, 0)) return NOT_PLAIN;
    this.#visitor = this.#textOf(this.#text, 0);
    return end;
  }

  #takeSession(start: number): number {
    const end = takeIdentifier(this.#bytes, start, this.#text, 0);
    if (end !== NOT_PLAIN) this.#session = this.#textOf(this.#text, 0);
    return end;
  }

  #takeCustomerId(start: number): number {
    const end = this.#takeFilled(start, MOST_CUSTOMER_ID);
    if (end !== NOT_PLAIN) this.#customerId = this.#textOf(this.#text, 0);
    return end;
  }

  readonly #takeOfPage = (field: number, start: number): number => {
    const end = takeText(this.#bytes, start, this.#page, field);
    const most = PAGE_LIMITS[field] ?? 0;
    const isFitting = field === LOCALE ? isFilled : isLongest;
    return isFitting(this.#bytes, this.#page, field, most) ? end : NOT_PLAIN;
  };

  readonly #takeOfConsent = (field: number, start: number): number => {
    switch (field) {
      case 0: {
        const end = takeObject(this.#bytes, start, STATES, this.#takeState);
        return STATES.seen === ALL_STATES ? end : NOT_PLAIN;
      }
      case 1: {
        const end = this.#takeFilled(start, MOST_VERSION);
        if (end !== NOT_PLAIN) this.#version = this.#textOf(this.#text, 0);
        return end;
      }
      default: {
        const end = takeWhole(this.#bytes, start, this.#number, MOST_TIME);
        this.#decidedAt = this.#number[0] ?? 0;
        return end;
      }
    }
  };

  readonly #takeState = (field: number, start: number): number => {
    const end = STATE.take(this.#bytes, start);
    this.#states[field] = STATE_NAMES[STATE.taken] ?? 'unset';
    return end;
  };

  #takeFilled(start: number, most: number): number {
    const end = takeText(this.#bytes, start, this.#text, 0);
    return isFilled(this.#bytes, this.#text, 0, most) ? end : NOT_PLAIN;
  }

  #textOf(spans: Spans, index: number): string {
    return this.#bytes.toString('utf8', spans.from(index), spans.to(index));
  }
}
