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
} from './json';
import { ITEM_BYTES, ITEMS, MOST_ITEMS, putPlace } from './room';
import { RowWriter } from './row-binary';
import { takeFilled, takeMoney } from './wire';

const TEXTS: i32 = 10;
const ITEM = new Fields([
  'item_id',
  'item_name',
  'item_brand',
  'item_category',
  'item_category2',
  'item_category3',
  'item_category4',
  'item_category5',
  'item_variant',
  'coupon',
  'price',
  'discount',
  'quantity',
]);
const ID_OF_ITEM: u32 = 0b1;
const PRICE: i32 = 10;
const DISCOUNT: i32 = 11;
const QUANTITY: i32 = 12;
/** A row's columns of items: those of the fields. */
const COLUMNS: usize = 13;
const MOST_QUANTITY: f64 = 1_000_000;

/** An item of the event under way; NaN is no number. */
class Item {
  readonly texts: StaticArray<Span> = new StaticArray<Span>(TEXTS);
  price: f64 = NaN;
  discount: f64 = NaN;
  quantity: f64 = NaN;

  constructor() {
    for (let index = 0; index < TEXTS; index += 1) this.texts[index] = new Span();
  }

  clear(): void {
    for (let index = 0; index < TEXTS; index += 1) unchecked(this.texts[index]).clear();
    this.price = NaN;
    this.discount = NaN;
    this.quantity = NaN;
  }
}

const items: Item[] = [];
/** How many the event under way has, and may have. */
let count = 0;
let most = 0;
/** How many records there are, and of which event under way the first is. */
let records = 0;

/** For events that have so many at the most. */
export function limitItems(mostItems: i32): void {
  most = mostItems;
  for (let index = items.length; index < most; index += 1) items.push(new Item());
}

/** For the first event of a body. */
export function beginItems(): void {
  records = 0;
  count = 0;
}

/** For the next event. */
export function nextItems(): void {
  count = 0;
}

export function itemCount(): i32 {
  return count;
}

/** The number of the record of the event's first item. */
export function firstItem(): i32 {
  return records - count;
}

/** Takes a list of them, and puts a record for each. */
export function takeItems(at: usize): usize {
  let end = takeMark(at, OPEN_BRACKET);
  if (load<u8>(end) == CLOSE_BRACKET) return end + 1;
  do {
    if (count == most || records == MOST_ITEMS) return NOT_PLAIN;
    end = takeNext(takeItem(end, unchecked(items[count])));
  } while (isMore(end));
  return end;
}

function takeItem(at: usize, item: Item): usize {
  item.clear();
  let end = ITEM.takeOpening(at);
  do {
    end = ITEM.takeKey(end);
    end = takeNextField(takeField(item, ITEM.field, end));
  } while (isMore(end));
  if (!ITEM.has(ID_OF_ITEM)) return NOT_PLAIN;
  const record = ITEMS + <usize>(records * ITEM_BYTES);
  putPlace(record, unchecked(item.texts[0]));
  putPlace(record + 8, unchecked(item.texts[1]));
  records += 1;
  count += 1;
  return end;
}

function takeField(item: Item, field: i32, at: usize): usize {
  if (field < TEXTS) return takeFilled(at, unchecked(item.texts[field]), mostOf(field));
  const end = field == QUANTITY ? takeWhole(at, MOST_QUANTITY) : takeMoney(at);
  if (field == PRICE) item.price = takenNumber();
  else if (field == DISCOUNT) item.discount = takenNumber();
  else item.quantity = takenNumber();
  return end;
}

/** In UTF-16 code units. */
function mostOf(text: i32): i32 {
  if (text == 0) return 128;
  return text == 1 ? 300 : 100;
}

/** Writes the columns of the event's items. */
export function writeItems(into: RowWriter): void {
  if (count == 0) return into.zeros(COLUMNS);
  for (let text = 0; text < TEXTS; text += 1) {
    into.varint(count);
    for (let index = 0; index < count; index += 1)
      into.textOf(unchecked(unchecked(items[index]).texts[text]));
  }
  into.varint(count);
  for (let index = 0; index < count; index += 1) into.money(unchecked(items[index]).price);
  into.varint(count);
  for (let index = 0; index < count; index += 1) {
    const quantity = unchecked(items[index]).quantity;
    into.put<u32>(isNaN(quantity) ? 1 : <u32>quantity);
  }
  into.varint(count);
  for (let index = 0; index < count; index += 1) into.money(unchecked(items[index]).discount);
}
