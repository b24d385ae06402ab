import { expect, test } from 'vitest';
import type { ReadLane } from '../../../collector/src/clickhouse/database.ts';
import { createMetrics } from '../../../collector/src/operate/metrics.ts';
import { watchLateDuplicates } from '../../../collector/src/operate/watch-late-duplicates.ts';
import { siteConfig } from '../../support/site-config.ts';

const LINE = /^tendero_late_duplicates\{site="shop"\} (\d+)$/m;

/** A database that answers when the test says so. */
function watched() {
  let now = 0;
  const asked: ReturnType<typeof withResolvers>[] = [];
  const lane: ReadLane = {
    async query({ row }) {
      const one = withResolvers();
      asked.push(one);
      return [row.parse(await one.promise)];
    },
  };
  const { registry } = createMetrics({ backlog: () => 0 });
  watchLateDuplicates({ registry, config: siteConfig(), lane, clock: () => now });
  const scrape = async () => LINE.exec(await registry.metrics())?.[1];
  return { asked, scrape, pass: (ms: number) => void (now += ms) };
}

function withResolvers() {
  let resolve: (value: unknown) => void = () => undefined;
  let reject: (reason: unknown) => void = () => undefined;
  const promise = new Promise<unknown>((yes, no) => {
    resolve = yes;
    reject = no;
  });
  return { promise, resolve, reject };
}

test('a scrape waits for no database: it says what is known, and one count is under way', async () => {
  const { asked, scrape, pass } = watched();
  expect(await scrape()).toBeUndefined();
  expect(await scrape()).toBeUndefined();
  expect(asked).toHaveLength(1);
  asked[0]?.resolve({ stored: 12, distinct: 9 });
  await expect.poll(scrape).toBe('3');
  expect(asked).toHaveLength(1);

  pass(300_000);
  expect(await scrape()).toBe('3');
  expect(await scrape()).toBe('3');
  expect(asked).toHaveLength(2);
  asked[1]?.resolve({ stored: 15, distinct: 10 });
  await expect.poll(scrape).toBe('5');
});

test('after a failure the last known figure stands, and the next scrape has it counted again', async () => {
  const { asked, scrape, pass } = watched();
  await scrape();
  asked[0]?.resolve({ stored: 2, distinct: 1 });
  await expect.poll(scrape).toBe('1');
  pass(300_000);
  await scrape();
  asked[1]?.reject(new Error('no answer'));
  await expect.poll(() => scrape().then(() => asked.length)).toBe(3);
  expect(await scrape()).toBe('1');
  asked[2]?.resolve({ stored: 2, distinct: 2 });
  await expect.poll(scrape).toBe('0');
});
