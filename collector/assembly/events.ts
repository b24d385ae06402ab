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
  takeWhole,
  Texts,
} from './json';
import { contextCount } from './contexts';
import { beginItems, firstItem, itemCount, nextItems, takeItems, writeItems } from './items';
import { beginProperties, isDecided, takeProperties, writeProperties } from './properties';
import { EVENT_BYTES, EVENTS, MOST_EVENTS, putPlace, STARTS } from './room';
import { RowWriter } from './row-binary';
import { isCurrency, MOST_TIME, takeFilled, takeIdentifier, takeMoney, takeName } from './wire';

/** The days from 1970-01-01 to that of a time in the site's zone; of the other side. */
declare function siteDays(time: f64): i32;

/** Those that must be there first. */
const EVENT = new Fields([
  'id',
  'type',
  'time',
  'context',
  'items',
  'properties',
  'value',
  'tax',
  'shipping',
  'transaction_id',
  'currency',
  'coupon',
]);
const ALWAYS_THERE: u32 = 0b1111;
const TRANSACTION_ID: u32 = 1 << 9;
const CONSENT_UPDATE = new Texts(['consent_update"']);
const PURCHASE = new Texts(['purchase"']);
const MOST_TRANSACTION_ID: i32 = 128;
const MOST_COUPON: i32 = 100;
const DAY_MS: f64 = 86_400_000;
/** All zones change their day at one of them, as `siteDay` has it. */
const QUARTER_MS: f64 = 900_000;
/** 2100-01-01, as `boundedTime` has it. */
const LATEST_MS: f64 = 4_102_444_800_000;

/** The event under way; NaN is no amount. */
const id = new Span();
const type = new Span();
const transactionId = new Span();
const currency = new Span();
const coupon = new Span();
let time: f64 = 0;
let context: i32 = 0;
let value: f64 = NaN;
let tax: f64 = NaN;
let shipping: f64 = NaN;

/** What holds for all events of a body. */
let most = 0;
/** Added to an event's time, it is by the collector's clock. */
let clockError: f64 = 0;
let oldest: f64 = 0;
let newest: f64 = 0;

/** The quarter of an hour whose day was asked for last; NaN is none. */
let quarter: f64 = NaN;
let day = 0;

const rows = new RowWriter(STARTS);
let count = 0;
let mostContext = 0;

/** For a body of which all is to be between these times, and of so many events at the most. */
export function limitEvents(mostEvents: i32, oldestTime: f64, newestTime: f64): void {
  most = min(mostEvents, MOST_EVENTS);
  oldest = oldestTime;
  newest = newestTime;
}

/** How many were taken. */
export function eventCount(): i32 {
  return count;
}

/** Whether each one's context was taken, too. */
export function haveContexts(): bool {
  return count == 0 || mostContext < contextCount();
}

/** Takes the list of them, puts a record for each and writes the starts of their rows. */
export function takeEvents(at: usize, clock: f64): usize {
  clockError = clock;
  // the last body may have been of another zone
  quarter = NaN;
  count = 0;
  mostContext = 0;
  rows.begin();
  beginItems();
  let end = takeMark(at, OPEN_BRACKET);
  if (load<u8>(end) == CLOSE_BRACKET) return end + 1;
  do {
    end = takeNext(takeEvent(end));
  } while (isMore(end));
  return end;
}

function takeEvent(at: usize): usize {
  if (count == most) return NOT_PLAIN;
  clear();
  let end = EVENT.takeOpening(at);
  do {
    end = EVENT.takeKey(end);
    end = takeNextField(takeField(EVENT.field, end));
  } while (isMore(end));
  if (end == NOT_PLAIN || !EVENT.has(ALWAYS_THERE)) return NOT_PLAIN;
  if (CONSENT_UPDATE.indexAt(type.from, 0) == 0) return NOT_PLAIN;
  if (PURCHASE.indexAt(type.from, 0) == 0 && !EVENT.has(TRANSACTION_ID)) return NOT_PLAIN;
  const corrected = time + clockError;
  if (corrected < oldest || corrected > newest) return NOT_PLAIN;
  put(corrected);
  return end;
}

function clear(): void {
  transactionId.clear();
  currency.clear();
  coupon.clear();
  value = NaN;
  tax = NaN;
  shipping = NaN;
  nextItems();
  beginProperties();
}

function takeField(field: i32, at: usize): usize {
  switch (field) {
    case 0:
      return takeIdentifier(at, id);
    case 1:
      return takeName(at, type);
    case 2: {
      const end = takeWhole(at, MOST_TIME);
      time = takenNumber();
      return end;
    }
    case 3: {
      const end = takeWhole(at, MOST_EVENTS);
      context = <i32>takenNumber();
      return end;
    }
    case 4:
      return takeItems(at);
    case 5:
      return takeProperties(at);
    case 6: {
      const end = takeMoney(at);
      value = takenNumber();
      return end;
    }
    case 7: {
      const end = takeMoney(at);
      tax = takenNumber();
      return end;
    }
    case 8: {
      const end = takeMoney(at);
      shipping = takenNumber();
      return end;
    }
    case 9:
      return takeFilled(at, transactionId, MOST_TRANSACTION_ID);
    case 10: {
      const end = takeFilled(at, currency, MOST_COUPON);
      return end != NOT_PLAIN && isCurrency(currency) ? end : NOT_PLAIN;
    }
    default:
      return takeFilled(at, coupon, MOST_COUPON);
  }
}

/** Puts the record of the event under way, and writes its row's start behind its length. */
function put(corrected: f64): void {
  const record = EVENTS + <usize>(count * EVENT_BYTES);
  const start = rows.end;
  rows.put<u32>(0);
  write(corrected);
  store<u32>(start, <u32>(rows.end - start - sizeof<u32>()));
  putPlace(record, id);
  putPlace(record + 8, type);
  store<i32>(record + 16, context);
  store<i32>(record + 20, firstItem());
  store<i32>(record + 24, itemCount());
  store<i32>(record + 28, isDecided() ? 1 : 0);
  store<i32>(record + 32, <i32>start);
  store<i32>(record + 36, <i32>rows.end);
  store<f64>(record + 40, corrected);
  count += 1;
  mostContext = max(mostContext, context);
}

/** What happened. */
function write(corrected: f64): void {
  rows.textOf(id);
  rows.textOf(type);
  rows.put<i64>(<i64>Math.min(corrected, LATEST_MS));
  rows.put<u16>(<u16>Math.floor(Math.min(time, LATEST_MS) / DAY_MS));
  rows.put<u16>(<u16>dayOf(corrected));
  rows.textOf(transactionId);
  rows.textOf(currency);
  rows.textOf(coupon);
  rows.money(value);
  rows.money(tax);
  rows.money(shipping);
  writeItems(rows);
  writeProperties(rows);
}

/** Of the site. Nearly all events of a body are of one quarter, whose day need not be asked for each time. */
function dayOf(corrected: f64): i32 {
  const last = quarter;
  quarter = Math.floor(corrected / QUARTER_MS);
  if (quarter != last) day = siteDays(corrected);
  return day;
}
