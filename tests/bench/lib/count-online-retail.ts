import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { createGunzip } from 'node:zlib';

/** What the file holds, counted without any code of the collector. Money in 1/10000 of a pound. */
export interface RetailCount {
  lines: number;
  /** Sum of quantity × price by `YYYY-MM country`. */
  sales: Map<string, bigint>;
  /** The same of cancellations, positive: what went back. */
  refunds: Map<string, bigint>;
  /** Refused lines as `NUMBER REASON`. */
  refused: string[];
  orders: Set<string>;
  /** Who bought. */
  customers: Set<string>;
  /** By invoice, the goods of accepted sales. */
  baskets: Map<string, Set<string>>;
  goods: Set<string>;
}

/** Reads the Online Retail II file; `charges` are the codes that are no goods. */
export async function countOnlineRetail(
  path: string,
  charges: ReadonlySet<string>,
): Promise<RetailCount> {
  const count: RetailCount = {
    lines: 0,
    sales: new Map(),
    refunds: new Map(),
    refused: [],
    orders: new Set(),
    customers: new Set(),
    baskets: new Map(),
    goods: new Set(),
  };
  const input = createReadStream(path).pipe(createGunzip());
  let number = 0;
  for await (const line of createInterface({ input, crlfDelay: Infinity })) {
    number += 1;
    if (number > 1) countLine({ count, charges, number, fields: splitLine(line) });
  }
  return count;
}

interface Line {
  readonly count: RetailCount;
  readonly charges: ReadonlySet<string>;
  readonly number: number;
  readonly fields: readonly string[];
}

function countLine({ count, charges, number, fields }: Line): void {
  const [
    invoice = '',
    code = '',
    date = '',
    quantity = '',
    price = '',
    customer = '',
    country = '',
  ] = fields;
  count.lines += 1;
  const isRefund = invoice.startsWith('C');
  if (price.startsWith('-')) return void count.refused.push(`${number} negative_price`);
  if (quantity.startsWith('-') && !isRefund) {
    return void count.refused.push(`${number} negative_quantity`);
  }
  const cell = `${date.slice(0, 7)} ${country}`;
  const amount = BigInt(quantity) * tenThousandths(price);
  if (isRefund) return void count.refunds.set(cell, (count.refunds.get(cell) ?? 0n) - amount);
  count.sales.set(cell, (count.sales.get(cell) ?? 0n) + amount);
  count.orders.add(invoice);
  if (customer !== '') count.customers.add(customer);
  // one code of the file stands with and without a space behind it
  const item = code.trim();
  if (charges.has(item.toUpperCase())) return;
  count.goods.add(item);
  const basket = count.baskets.get(invoice) ?? new Set();
  count.baskets.set(invoice, basket.add(item));
}

/** `6.95` → 69500n */
function tenThousandths(price: string): bigint {
  const [whole = '', fraction = ''] = price.split('.');
  return BigInt(whole + fraction.padEnd(4, '0'));
}

/** One character after the other: slow, and not how the collector does it. */
function splitLine(line: string): string[] {
  const fields = [''];
  let isQuoted = false;
  for (const character of line) {
    if (character === '"') isQuoted = !isQuoted;
    else if (character === ',' && !isQuoted) fields.push('');
    else fields.push((fields.pop() ?? '') + character);
  }
  return fields;
}
