import { type Separator, withDecimalPoint } from '../../lib/separator.ts';
import { LATEST_TIME } from '../check-server-event.ts';
import { type Amount, amountText, parseAmount } from '../money.ts';
import type { CsvRecord } from './csv-records.ts';
import { createLocalTimeParser } from './local-time.ts';
import type { Mapping } from './mapping.ts';

/** Why a line is refused. */
export const REASONS = [
  'bad_csv',
  'encoding',
  'columns',
  'order',
  'item',
  'time',
  'quantity',
  'price',
  'negative_quantity',
  'negative_price',
  'too_large',
] as const;
export type Reason = (typeof REASONS)[number];

/** What was expected of a line, for a person. */
export const REASON_TEXTS: Readonly<Record<Reason, string>> = {
  bad_csv: 'a quote is not closed, or text follows a closing quote',
  encoding: 'the line is not UTF-8',
  columns: 'the line has another number of fields than the header',
  order: 'expected an order number of 1 to 128 characters',
  item: 'expected an item code of 1 to 128 characters',
  time: 'expected a time such as 2025-03-30 12:00:00, or 30/03/2025 12:00 in a file with semicolons, from 1970 to 2099',
  quantity: 'expected a whole number between -1000000000 and 1000000000',
  price:
    'expected a price such as 12.50, or 12,50 in a file with semicolons, with at most four decimals',
  negative_quantity: 'a negative quantity outside of a refund: a stock correction, not a sale',
  negative_price: 'a negative price: a correction of the books, not a sale',
  too_large: 'quantity × price is above 10000000000',
};

/** A line that counts; money as decimal strings. */
export interface AcceptedLine {
  readonly line: number;
  readonly book: 'sale' | 'refund';
  readonly order_id: string;
  readonly placed_at: string;
  readonly item_id: string;
  readonly item_name: string;
  readonly kind: 'goods' | 'charge';
  readonly quantity: number;
  readonly price: string;
  readonly customer_id: string;
  readonly country: string;
}

/** A line that does not. */
export interface RefusedLine {
  readonly line: number;
  readonly reason: Reason;
  readonly raw: string;
}

/** Where in a record each mapped column stands; -1 where the file does not have it. */
export type ColumnPlaces = Readonly<
  Record<'order' | 'item' | 'time' | 'quantity' | 'price' | 'customer' | 'country' | 'name', number>
> & { readonly count: number };

const MAX_QUANTITY = 1_000_000_000;
/** Of one line, so that ten thousand of them still fit one order's Decimal(18,4). */
const MAX_LINE_AMOUNT: Amount = 10n ** 14n;

/** Reads records of one file. */
export function createLineReader(
  mapping: Mapping,
  places: ColumnPlaces,
): (record: CsvRecord) => AcceptedLine | RefusedLine {
  const readTime = createTimeReader(mapping.timeZone);
  const isCharge = createChargeTest(mapping.charges);

  function read({ line, fields, raw, separator }: CsvRecord): AcceptedLine | Reason {
    if (fields === undefined) return 'bad_csv';
    if (raw.includes('\uFFFD')) return 'encoding';
    if (fields.length !== places.count) return 'columns';
    const field = (place: number) => fields[place]?.trim() ?? '';
    const order = field(places.order);
    const item = field(places.item);
    if (!isName(order)) return 'order';
    if (!isName(item)) return 'item';
    const time = readTime(isoTime(field(places.time), separator));
    if (time === undefined) return 'time';
    const isRefund = mapping.refundPrefix !== undefined && order.startsWith(mapping.refundPrefix);
    const price = withDecimalPoint(field(places.price), separator);
    const money = readMoney(field(places.quantity), price, isRefund);
    if (typeof money === 'string') return money;
    return {
      line,
      book: isRefund ? 'refund' : 'sale',
      order_id: order,
      placed_at: time,
      item_id: item,
      item_name: shorten(field(places.name), 300),
      kind: isCharge(item) ? 'charge' : 'goods',
      ...money,
      customer_id: shorten(field(places.customer), 128),
      country: shorten(field(places.country), 100),
    };
  }

  return (record) => {
    const result = read(record);
    if (typeof result !== 'string') return result;
    return { line: record.line, reason: result, raw: shorten(record.raw, 4_000) };
  };
}

const DAY_FIRST = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?: (\d{1,2})(:\d\d.*))?$/;

/** The day stands first wherever semicolons do; with commas nobody knows, and `03/04/2025` is no time. */
function isoTime(text: string, separator: Separator): string {
  const match = separator === ';' ? DAY_FIRST.exec(text) : null;
  if (!match) return text;
  const [, day = '', month = '', year = '', hour, minutes = ''] = match;
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return hour === undefined ? date : `${date} ${hour.padStart(2, '0')}${minutes}`;
}

/** Times as ISO 8601 in UTC. The lines of an order share theirs, so the last answer is kept. */
function createTimeReader(timeZone: string): (text: string) => string | undefined {
  const parseTime = createLocalTimeParser(timeZone);
  let known: { readonly text: string; readonly time: string | undefined } | undefined;
  return (text) => {
    if (known?.text === text) return known.time;
    const time = parseTime(text);
    const isPossible = time !== undefined && time >= 0 && time < LATEST_TIME;
    known = { text, time: isPossible ? new Date(time).toISOString() : undefined };
    return known.time;
  };
}

interface LineMoney {
  readonly quantity: number;
  readonly price: string;
}

/** In a refund the quantity counts what came back, so it is turned around; what was charged again there is negative. */
function readMoney(quantityText: string, priceText: string, isRefund: boolean): LineMoney | Reason {
  const quantity = /^-?\d{1,10}$/.test(quantityText) ? Number(quantityText) : undefined;
  if (quantity === undefined || Math.abs(quantity) > MAX_QUANTITY) return 'quantity';
  const price = parseAmount(priceText);
  if (price === undefined) return 'price';
  if (price < 0n) return 'negative_price';
  if (quantity < 0 && !isRefund) return 'negative_quantity';
  if (BigInt(Math.abs(quantity)) * price > MAX_LINE_AMOUNT) return 'too_large';
  return { quantity: isRefund ? 0 - quantity : quantity, price: amountText(price) };
}

/** Whether an item code is on the list of what is no goods. */
function createChargeTest(patterns: readonly string[]): (item: string) => boolean {
  if (patterns.length === 0) return () => false;
  const tests = patterns.map(createPatternTest);
  const known = new Map<string, boolean>();
  return (item) => {
    const code = item.toLowerCase();
    const answer = known.get(code) ?? tests.some((test) => test(code));
    if (known.size >= 100_000) known.clear();
    known.set(code, answer);
    return answer;
  };
}

/** Part by part, from left to right: a regular expression of many stars may take for ever. */
function createPatternTest(pattern: string): (code: string) => boolean {
  const [start = '', ...others] = pattern.toLowerCase().split('*');
  const end = others.pop();
  return (code) => {
    if (end === undefined) return code === start;
    if (!code.startsWith(start) || !code.endsWith(end)) return false;
    let at = start.length;
    for (const part of others) {
      const found = code.indexOf(part, at);
      if (found < 0) return false;
      at = found + part.length;
    }
    return at <= code.length - end.length;
  };
}

function isName(text: string): boolean {
  return text !== '' && text.length <= 128 && !text.includes('\0');
}

/** Never half of a surrogate pair: the database refuses the whole batch for one. */
function shorten(text: string, max: number): string {
  return text.length <= max ? text : text.slice(0, max).toWellFormed();
}
