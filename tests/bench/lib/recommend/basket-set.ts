import {
  type Visit,
  holdOutBaskets,
} from '../../../../collector/src/recommend/evaluate/hold-out.ts';
import { createNumbering, type DataSet, readLines, seededRandom } from './data-set.ts';

const TEST_FROM = '2011-11-09';
const CHARGES = new Set(
  'POST,DOT,M,D,C2,C3,S,B,BANK CHARGES,AMAZONFEE,ADJUST,ADJUST2,PADS,CRUK'.split(','),
);

/** Of the invoices of the Online Retail II file from 9 November 2011 on, one good each is hidden and to be found. */
export function readBaskets([path = '']: readonly string[]): DataSet {
  const { numberOf, count } = createNumbering();
  const random = seededRandom(1);
  const invoices = readInvoices(path).map((invoice) => ({
    ...invoice,
    items: [...invoice.goods].map(numberOf),
  }));
  const bought = new Map<string, number[]>();
  const train: Visit[] = [];
  const test: Visit[] = [];
  for (const { date, customer, items } of invoices) {
    const isTest = date >= TEST_FROM;
    const before = bought.get(customer) ?? [];
    (isTest ? test : train).push({ items, history: before.slice(-100).reverse() });
    // what is bought from that day on may teach nothing, not even about its buyer
    if (customer !== '' && !isTest) bought.set(customer, before.concat(items));
  }
  return {
    sessions: train.map(({ items }) => items),
    held: holdOutBaskets(train, random),
    test: test.filter(({ items }) => items.length >= 2).map((basket) => hideOne(basket, random)),
    items: count(),
    repeats: 'none',
  };
}

function hideOne({ items, history }: Visit, random: () => number) {
  const hidden = Math.floor(random() * items.length);
  return { session: items.toSpliced(hidden, 1), history, target: items[hidden] ?? 0 };
}

interface Invoice {
  readonly date: string;
  readonly customer: string;
  readonly goods: Set<string>;
}

/** Sales in the order of their time; no cancellations, corrections, charges. */
function readInvoices(path: string): Invoice[] {
  const invoices = new Map<string, Invoice>();
  for (const line of readLines(path).slice(1)) {
    // only the columns behind these are ever quoted
    const [number = '', code = '', date = '', quantity = '', , customer = ''] = line.split(',');
    const good = code.trim();
    const isSale = /^\d/.test(number) && Number(quantity) > 0;
    if (!isSale || CHARGES.has(good.toUpperCase())) continue;
    const invoice = invoices.get(number) ?? { date, customer, goods: new Set() };
    invoice.goods.add(good);
    invoices.set(number, invoice);
  }
  return [...invoices.values()].sort((one, other) => (one.date < other.date ? -1 : 1));
}
