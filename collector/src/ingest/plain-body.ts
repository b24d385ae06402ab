import { isUtf8 } from 'node:buffer';
import { Fields, NOT_PLAIN, takeList, takeObject } from '../lib/json-bytes.ts';
import type { CapturedContext } from './arrival.ts';
import { PlainContexts } from './plain-contexts.ts';
import { type PlainEvent, PlainEvents } from './plain-events.ts';
import { MOST_TIME, takeWhole } from './plain-parts.ts';

/** A body in which everything is as the contract has it. */
export interface PlainBody {
  readonly sentAt: number;
  readonly contexts: readonly CapturedContext[];
  readonly events: readonly PlainEvent[];
}

interface Surroundings {
  readonly receivedAt: number;
  /** IANA, of the site. */
  readonly timeZone: string;
  readonly maxEvents: number;
}

/** Undefined says nothing yet: then the parser is asked, which takes more and says what is wrong. */
type ReadPlain = (bytes: Buffer, surroundings: Surroundings) => PlainBody | undefined;

const ENVELOPE = new Fields(['v', 'sentAt', 'contexts', 'events']);
const ALL_OF_ENVELOPE = 0b1111;
const VERSION = 1;

/**
 * Reads bodies as nearly all browsers send them: from their bytes straight into rows, for a third of what it takes to make
 * objects of them, check those and make rows of them.
 */
export function createPlainReader(): ReadPlain {
  const contexts = new PlainContexts();
  const events = new PlainEvents();
  const number = new Float64Array(1);
  let bytes: Buffer = Buffer.alloc(0);
  let surroundings: Surroundings = { receivedAt: 0, timeZone: 'UTC', maxEvents: 0 };
  let sentAt = NOT_PLAIN;

  function takeEvents(start: number): number {
    // by its time those of the events are corrected
    if (sentAt === NOT_PLAIN) return NOT_PLAIN;
    events.begin(bytes, { sentAt, ...surroundings }, surroundings.maxEvents);
    return takeList(bytes, start, events.take);
  }

  function takeField(field: number, start: number): number {
    switch (field) {
      case 0: {
        const end = takeWhole(bytes, start, number, VERSION);
        return number[0] === VERSION ? end : NOT_PLAIN;
      }
      case 1: {
        const end = takeWhole(bytes, start, number, MOST_TIME);
        sentAt = number[0] ?? NOT_PLAIN;
        return end;
      }
      case 2:
        return takeList(bytes, start, contexts.take);
      default:
        return takeEvents(start);
    }
  }

  return (body, around) => {
    if (!isUtf8(body)) return undefined;
    bytes = body;
    surroundings = around;
    sentAt = NOT_PLAIN;
    contexts.begin(body);
    const end = takeObject(body, 0, ENVELOPE, takeField);
    if (end !== body.length || ENVELOPE.seen !== ALL_OF_ENVELOPE) return undefined;
    const { length } = contexts.taken;
    if (!events.taken.every(({ context }) => context < length)) return undefined;
    return { sentAt, contexts: contexts.taken, events: events.taken };
  };
}
