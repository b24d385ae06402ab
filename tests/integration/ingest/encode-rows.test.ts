import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as z from 'zod';
import type { EventRow } from '../../../collector/src/ingest/event-row.ts';
import { EVENT_COLUMNS } from '../../../collector/src/journal/event-columns.ts';
import { eventRow } from '../../support/event-row.ts';
import { insertEvents } from '../../support/insert-rows.ts';
import { openTestDatabase, type TestDatabase } from '../../support/open-test-database.ts';

let home: TestDatabase;
beforeAll(async () => {
  home = await openTestDatabase();
});
afterAll(() => home.close());

const text = fc.string({ unit: 'binary', maxLength: 20 }).filter((value) => value.isWellFormed());
/** With at most four decimals, as rows hold money. */
const money = fc.integer({ min: -1e14, max: 1e14 }).map((value) => value / 10_000);
const maybeMoney = fc.option(money, { nil: null });
const propertyName = fc.stringMatching(/^[a-z][a-z0-9_]{0,8}$/);

interface Item {
  readonly id: string;
  readonly name: string;
  readonly price: number | null;
  readonly quantity: number;
  readonly discount: number | null;
}

const item = fc.record<Item>({
  id: text,
  name: text,
  price: maybeMoney,
  quantity: fc.nat(1_000_000),
  discount: maybeMoney,
});

const changes = fc.record({
  items: fc.array(item, { maxLength: 4 }),
  page_title: fc.oneof(text, fc.constantFrom('a'.repeat(127), 'á'.repeat(64), 'z'.repeat(20_000))),
  referrer: text,
  time: fc.integer({ min: 0, max: Date.UTC(2100, 0, 1) }),
  client_day: fc.constantFrom('1970-01-01', '2026-02-28', '2100-01-01'),
  purposes: fc.subarray(['analytics', 'personalization', 'marketing']),
  internal: fc.boolean(),
  value: maybeMoney,
  tax: maybeMoney,
  currency: fc.constantFrom('', 'EUR'),
  properties: fc.dictionary(
    propertyName,
    fc.jsonValue({ maxDepth: 0 }).map((v) => JSON.stringify(v)),
  ),
});

type Changes = typeof changes extends fc.Arbitrary<infer Value> ? Value : never;

function toRow({ items, ...rest }: Changes): EventRow {
  return {
    ...eventRow({ ...rest, itemIds: items.map(({ id }) => id) }),
    'items.item_name': items.map(({ name }) => name),
    'items.price': items.map(({ price }) => price),
    'items.quantity': items.map(({ quantity }) => quantity),
    'items.discount': items.map(({ discount }) => discount),
  };
}

const COLUMNS = Object.keys(eventRow());
const stored = z.record(z.string(), z.unknown());

/** Decimals come back as exact strings, and times in ISO 8601; -0 is no money. */
function comparable(row: Readonly<Record<string, unknown>>): unknown {
  const timeColumns = new Set(['time', 'received_at', 'consent_at']);
  const moneyColumns = new Set(['value', 'tax', 'shipping', 'items.price', 'items.discount']);
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => {
      if (timeColumns.has(name))
        return [name, typeof value === 'string' ? Date.parse(value) : value];
      if (!moneyColumns.has(name)) return [name, value];
      return [name, Array.isArray(value) ? value.map(toNumber) : toNumber(value)];
    }),
  );
}

function toNumber(value: unknown): number | null {
  return value === null ? null : Number(value) + 0;
}

test('what ClickHouse reads back equals the row, whatever is in it', async () => {
  const samples = fc.sample(changes, 400).map(toRow);
  await insertEvents(home.database, samples);
  const rows = await home.database.write.query({
    sql: `SELECT ${COLUMNS.map((name) => `\`${name}\``).join(', ')} FROM events_raw FINAL`,
    row: stored,
  });
  const byId = new Map(rows.map((row) => [row['event_id'], row]));
  expect(byId.size).toBe(samples.length);
  for (const sample of samples) {
    const row = byId.get(sample.event_id);
    expect(comparable(row ?? {})).toEqual(comparable({ ...sample }));
  }
});

test('each column of a row is written, none twice, in the type that the table has', async () => {
  const written = [...Object.entries(EVENT_COLUMNS.own), ...Object.entries(EVENT_COLUMNS.shared)];
  expect(written.map(([name]) => name).toSorted()).toEqual(COLUMNS.toSorted());
  const columns = await home.database.write.query({
    sql: `SELECT name, type FROM system.columns WHERE database = currentDatabase() AND table = 'events_raw'`,
    row: z.object({ name: z.string(), type: z.string() }),
  });
  expect(Object.fromEntries(written)).toEqual(
    Object.fromEntries(columns.map(({ name, type }) => [name, type])),
  );
});
