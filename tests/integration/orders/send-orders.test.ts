import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createCall } from '../../../collector/src/commands/call.ts';
import { sendOrders } from '../../../collector/src/commands/send-orders.ts';
import {
  openTestCollector,
  TEST_SITE,
  type TestCollector,
} from '../../support/open-test-collector.ts';

let collector: TestCollector;
const folder = mkdtempSync(join(tmpdir(), 'tendero-send-'));
const file = join(folder, 'orders.csv');

beforeAll(async () => {
  collector = await openTestCollector();
  const header = 'transaction_id,item_id,time,quantity,price';
  const lines = ['1,A,2025-01-01,1,2.50', '1,B,2025-01-01,1,3', '2,A,2025-01-02,-1,2.50'];
  writeFileSync(file, `${[header, ...lines].join('\n')}\n`);
});

afterAll(async () => {
  await collector.remove();
  rmSync(folder, { recursive: true });
});

function send(path: string, mapping = '') {
  const seen: string[] = [];
  const call = createCall(
    async (url, init) => collector.app.request(url, init),
    TEST_SITE.secretKeys[0] ?? '',
  );
  const result = sendOrders({ call, file: path, mapping, report: (line) => seen.push(line) });
  return { result, seen };
}

test('says how far it is and what came of the file', async () => {
  const { result, seen } = send(file);
  expect(await result).toMatch(
    /^1 order, 0 refunds and 2 items from 3 lines\. Refused: 1 line\.\n {2}negative_quantity: 1\n/,
  );
  expect(seen[0]).toMatch(/^Sending \[#+\] 100 %$/);
  expect(seen[1]).toMatch(/^Reading \[#+\] 100 %, 3 lines$/);
  expect(seen.slice(2)).toEqual([
    'Putting orders together',
    'Putting refunds together',
    'Filling the catalogue',
  ]);
});

test('says of a file that is in already that nothing has changed', async () => {
  await send(file).result;
  expect(await send(file).result).toMatch(
    /^This file was imported before, and nothing has changed\. It holds 1 order, /,
  );
});

test('passes on what the collector says of a wrong mapping', async () => {
  await expect(send(file, 'price=cost').result).rejects.toThrow(/no column for price/);
});

test('names a file that is not there', async () => {
  const missing = join(folder, 'missing.csv');
  await expect(send(missing).result).rejects.toThrow(`The file ${missing} can't be read.`);
});
