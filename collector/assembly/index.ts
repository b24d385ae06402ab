import { contextCount, takeContexts } from './contexts';
import { eventCount, haveContexts, limitEvents, takeEvents } from './events';
import { limitItems } from './items';
import { Fields, isMore, NOT_PLAIN, takenNumber, takeNextField, takeWhole } from './json';
import { limitProperties } from './properties';
import { BODY, CONTEXTS, EVENTS, ITEMS, LONGEST, MASKED } from './room';
import { MOST_TIME } from './wire';

// What `src/ingest/plain-body.ts` uses of this module. It is compiled because JavaScript takes three times as long for it.

export { BODY, CONTEXTS, contextCount, EVENTS, ITEMS, limitEvents, LONGEST, MASKED };

const ENVELOPE = new Fields(['v', 'sentAt', 'contexts', 'events']);
const ALL_OF_ENVELOPE: u32 = 0b1111;
const VERSION: f64 = 1;

/** By the browser's clock, in ms; NaN until it was read. */
let sent: f64 = NaN;

export function sentAt(): f64 {
  return sent;
}

/** For events of so many items and properties at the most. */
export function limit(mostItems: i32, mostProperties: i32): void {
  limitItems(mostItems);
  limitProperties(mostProperties);
}

/**
 * Reads the body of so many bytes that was put at BODY, and puts records for its contexts, events and items. Returns how many
 * events it has; -1 where it is not plain or beyond a limit.
 */
export function read(length: i32, receivedAt: f64): i32 {
  store<u8>(BODY + <usize>length, 0);
  sent = NaN;
  let end = ENVELOPE.takeOpening(BODY);
  do {
    end = ENVELOPE.takeKey(end);
    end = takeNextField(takeField(ENVELOPE.field, end, receivedAt));
  } while (isMore(end));
  const isWhole = end == BODY + <usize>length && ENVELOPE.has(ALL_OF_ENVELOPE);
  return isWhole && haveContexts() ? eventCount() : -1;
}

function takeField(field: i32, at: usize, receivedAt: f64): usize {
  switch (field) {
    case 0: {
      const end = takeWhole(at, VERSION);
      return takenNumber() == VERSION ? end : NOT_PLAIN;
    }
    case 1: {
      const end = takeWhole(at, MOST_TIME);
      sent = takenNumber();
      return end;
    }
    case 2:
      return takeContexts(at);
    default:
      // by its time those of the events are corrected
      return isNaN(sent) ? NOT_PLAIN : takeEvents(at, receivedAt - sent);
  }
}
