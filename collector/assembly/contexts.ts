import {
  CLOSE_BRACKET,
  Fields,
  isMore,
  NOT_PLAIN,
  OPEN_BRACKET,
  Span,
  takeMark,
  takenNumber,
  takeNext,
  takeNextField,
  takeSigns,
  takeText,
  takeWhole,
  Texts,
  Words,
} from './json';
import { CONTEXT_BYTES, CONTEXTS, MOST_CONTEXTS, putPlace } from './room';
import { isVisitor, MOST_TIME, takeFilled, takeIdentifier } from './wire';

// of each object its fields, and the bits of those that must be there

const CONTEXT = new Fields(['page', 'consent', 'visitor', 'session', 'customer_id', 'internal']);
const PAGE_AND_CONSENT: u32 = 0b11;
const PAGE = new Fields(['url', 'referrer', 'title', 'locale']);
const URL_OF_PAGE: u32 = 0b1;
const CONSENT = new Fields(['states', 'version', 'at']);
const ALL_OF_CONSENT: u32 = 0b111;
const STATES = new Fields(['analytics', 'personalization', 'marketing', 'social']);
const ALL_STATES: u32 = 0b1111;
const STATE = new Words(['granted', 'denied', 'unset']);
const BOOLEAN = new Texts(['false', 'true']);

const MOST_URL: i32 = 4_000;
const MOST_TITLE: i32 = 1_000;
const MOST_LOCALE: i32 = 35;
const MOST_CUSTOMER_ID: i32 = 128;
const MOST_VERSION: i32 = 40;

/** In the order of a record; behind them stand its four states, whether it is internal, and when it was decided. */
const visitor = new Span();
const session = new Span();
const customerId = new Span();
const version = new Span();
const url = new Span();
const referrer = new Span();
const title = new Span();
const locale = new Span();
const TEXTS: StaticArray<Span> = [
  visitor,
  session,
  customerId,
  version,
  url,
  referrer,
  title,
  locale,
];
const STATES_AT: usize = 64;
const INTERNAL_AT: usize = 80;
const DECIDED_AT: usize = 88;

let count = 0;
/** Of the record under way. */
let record: usize = CONTEXTS;

/** How many were taken last. */
export function contextCount(): i32 {
  return count;
}

/** Takes the list of them, and puts a record for each. */
export function takeContexts(at: usize): usize {
  count = 0;
  let end = takeMark(at, OPEN_BRACKET);
  if (load<u8>(end) == CLOSE_BRACKET) return end + 1;
  do {
    if (count == MOST_CONTEXTS) return NOT_PLAIN;
    record = CONTEXTS + <usize>(count * CONTEXT_BYTES);
    end = takeNext(takeContext(end));
    count += 1;
  } while (isMore(end));
  return end;
}

function takeContext(at: usize): usize {
  for (let index = 0; index < TEXTS.length; index += 1) unchecked(TEXTS[index]).clear();
  store<i32>(record + INTERNAL_AT, -1);
  let end = CONTEXT.takeOpening(at);
  do {
    end = CONTEXT.takeKey(end);
    end = takeNextField(takeField(CONTEXT.field, end));
  } while (isMore(end));
  if (end == NOT_PLAIN || !CONTEXT.has(PAGE_AND_CONSENT)) return NOT_PLAIN;
  for (let index = 0; index < TEXTS.length; index += 1)
    putPlace(record + <usize>(index * 8), unchecked(TEXTS[index]));
  return end;
}

function takeField(field: i32, at: usize): usize {
  switch (field) {
    case 0:
      return takePage(at);
    case 1:
      return takeConsent(at);
    case 2: {
      const end = takeSigns(at, visitor);
      return end != NOT_PLAIN && isVisitor(visitor) ? end : NOT_PLAIN;
    }
    case 3:
      return takeIdentifier(at, session);
    case 4:
      return takeFilled(at, customerId, MOST_CUSTOMER_ID);
    default: {
      const isInternal = BOOLEAN.indexAt(at, 0);
      store<i32>(record + INTERNAL_AT, isInternal);
      return isInternal < 0 ? NOT_PLAIN : at + BOOLEAN.lengthOf(isInternal);
    }
  }
}

function takePage(at: usize): usize {
  let end = PAGE.takeOpening(at);
  do {
    end = PAGE.takeKey(end);
    end = takeNextField(takeOfPage(PAGE.field, end));
  } while (isMore(end));
  return PAGE.has(URL_OF_PAGE) ? end : NOT_PLAIN;
}

function takeOfPage(field: i32, at: usize): usize {
  switch (field) {
    case 0:
      return takeLongest(at, url, MOST_URL);
    case 1:
      return takeLongest(at, referrer, MOST_URL);
    case 2:
      return takeLongest(at, title, MOST_TITLE);
    default:
      return takeFilled(at, locale, MOST_LOCALE);
  }
}

/** Takes a text, which may be empty. */
function takeLongest(at: usize, span: Span, most: i32): usize {
  const end = takeText(at, span);
  return end != NOT_PLAIN && span.isLongest(most) ? end : NOT_PLAIN;
}

function takeConsent(at: usize): usize {
  let end = CONSENT.takeOpening(at);
  do {
    end = CONSENT.takeKey(end);
    end = takeNextField(takeOfConsent(CONSENT.field, end));
  } while (isMore(end));
  return CONSENT.has(ALL_OF_CONSENT) ? end : NOT_PLAIN;
}

function takeOfConsent(field: i32, at: usize): usize {
  switch (field) {
    case 0:
      return takeStates(at);
    case 1:
      return takeFilled(at, version, MOST_VERSION);
    default: {
      const end = takeWhole(at, MOST_TIME);
      store<f64>(record + DECIDED_AT, takenNumber());
      return end;
    }
  }
}

function takeStates(at: usize): usize {
  let end = STATES.takeOpening(at);
  do {
    end = STATE.take(STATES.takeKey(end));
    store<i32>(record + STATES_AT + <usize>(STATES.field * 4), STATE.taken);
    end = takeNextField(end);
  } while (isMore(end));
  return STATES.has(ALL_STATES) ? end : NOT_PLAIN;
}
