import {
  createReadStream,
  existsSync,
  openAsBlob,
  mkdtempSync,
  readFileSync,
  rmSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { createGunzip } from 'node:zlib';
import pino from 'pino';
import * as z from 'zod';
import type { Database, ReadLane } from '../../collector/src/clickhouse/database.ts';
import { openDatabase } from '../../collector/src/clickhouse/open-database.ts';
import { SEGMENTS } from '../../collector/src/segments/definition.ts';
import { countSegments } from '../../collector/src/segments/segment-queries.ts';
import { spawnCollector } from '../support/spawn-collector.ts';
import type { Bench, Check } from './lib/bench.ts';
import { countOnlineRetail, type RetailCount } from './lib/count-online-retail.ts';
import { timed } from './lib/stopwatch.ts';

const SITE = {
  id: 'shop',
  name: 'Online Retail',
  origins: ['https://shop.example'],
  writeKeys: ['write-key-0123456789'],
  secretKeys: ['secret-key-0123456789'],
  currency: 'GBP',
  timeZone: 'Europe/London',
};

/** Postage, carriage, fees, samples and corrections by hand. */
const CHARGES = 'POST,DOT,M,D,C2,C3,S,B,BANK CHARGES,AMAZONFEE,ADJUST,ADJUST2,PADS,CRUK'.split(',');

const MAPPING = new URLSearchParams({
  order: 'invoice',
  item: 'stock_code',
  time: 'invoice_date',
  quantity: 'quantity',
  price: 'price',
  customer: 'customer_id',
  country: 'country',
  name: 'description',
  refundPrefix: 'C',
  charges: CHARGES.join(','),
  itemUrl: '/p/{item_id}',
});

const MAX_SECONDS = 60;
const MAX_MEGABYTES = 700;

const AUTHORIZATION = { Authorization: `Bearer ${SITE.secretKeys[0]}` };

/** The Online Retail II file through the real route, checked cell by cell against a count of its own. */
export const bench: Bench = {
  about:
    'imports two years of real orders by HTTP and checks every sum against an independent count',
  needs: ['online_retail/online_retail_II_merged.csv.gz'],
  async run([path = '']) {
    const dataDir = mkdtempSync(join(tmpdir(), 'tendero-bench-'));
    try {
      return await measure(path, dataDir);
    } finally {
      rmSync(dataDir, { recursive: true, force: true });
      rmSync(`${dataDir}.config.json`, { force: true });
    }
  },
};

async function measure(path: string, dataDir: string) {
  if (!existsSync(new URL('../../collector/dist/main.js', import.meta.url))) {
    throw new Error('The collector is not built: run npm run build first.');
  }
  const [, referenceS] = await timed(() => countLines(path));
  const expected = await countOnlineRetail(path, new Set(CHARGES));
  const collector = await spawnCollector({ dataDir, config: { sites: [SITE] } });
  try {
    const [summary, seconds] = await timed(() => sendFile(collector.url, path));
    const megabytes = peakMegabytes(collector.pid);
    const [again, againS] = await timed(() => sendFile(collector.url, path));
    const refused = await readRefused(collector.url, summary.file);
    const companion = await readCompanion(collector.url, expected);
    await collector.stop();
    return {
      figures: {
        'whole import': `${seconds.toFixed(1)} s for ${summary.lines} lines`,
        'peak memory of the collector': `${megabytes.toFixed(0)} MB (VmHWM)`,
        'gunzip and split into lines, same run': `${referenceS.toFixed(2)} s`,
        'import ÷ gunzip and split': (seconds / referenceS).toFixed(1),
        'the same file again': `${againS.toFixed(1)} s`,
        'orders, refunds, goods': `${summary.orders}, ${summary.refunds}, ${summary.items}`,
        refused: JSON.stringify(summary.reasons),
      },
      checks: [
        { name: `under ${MAX_SECONDS} s`, holds: seconds < MAX_SECONDS },
        { name: `under ${MAX_MEGABYTES} MB`, holds: megabytes < MAX_MEGABYTES },
        { name: `${summary.lines} lines read`, holds: summary.lines === expected.lines },
        { name: 'the second run changes nothing', holds: isSame(again, summary) },
        {
          name: `the same ${refused.length} lines are refused for the same reasons`,
          holds: isSame(refused, expected.refused),
        },
        { name: `bought together: ${companion.name}`, holds: companion.holds },
        ...(await checkDatabase(dataDir, expected)),
      ],
    };
  } finally {
    await collector.kill();
  }
}

/** What any import must do at least. */
async function countLines(path: string): Promise<number> {
  let lines = 0;
  const input = createReadStream(path).pipe(createGunzip());
  for await (const line of createInterface({ input })) lines += line === '' ? 0 : 1;
  return lines;
}

const done = z.object({
  phase: z.literal('done'),
  file: z.string(),
  lines: z.number(),
  orders: z.number(),
  refunds: z.number(),
  items: z.number(),
  reasons: z.record(z.string(), z.number()),
});

async function sendFile(url: string, path: string) {
  const answer = await fetch(`${url}/v1/import/orders?${MAPPING}`, {
    method: 'POST',
    headers: AUTHORIZATION,
    body: await openAsBlob(path),
  });
  const lines = (await answer.text()).trim().split('\n');
  return done.parse(JSON.parse(lines.at(-1) ?? ''));
}

async function readRefused(url: string, sha: string): Promise<string[]> {
  const answer = await fetch(`${url}/v1/import/orders/${sha}/refused`, { headers: AUTHORIZATION });
  const row = z.object({ line: z.number(), reason: z.string() });
  const lines = (await answer.text()).trim().split('\n');
  return lines.map((line) => {
    const { line: number, reason } = row.parse(JSON.parse(line));
    return `${number} ${reason}`;
  });
}

function peakMegabytes(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1]) / 1_024;
}

/** Whether what is most often bought with the best seller is what the shop's recommender answers first. */
async function readCompanion(url: string, { baskets }: RetailCount): Promise<Check> {
  const best = mostFrequent([...baskets.values()]);
  const companions = [...baskets.values()].filter((basket) => basket.has(best));
  for (const basket of companions) basket.delete(best);
  const expected = mostFrequent(companions);
  const answer = await fetch(`${url}/v1/decide?key=${SITE.writeKeys[0]}`, {
    method: 'POST',
    headers: { Origin: 'https://shop.example' },
    body: JSON.stringify({
      v: 1,
      consent: null,
      page: { url: 'https://shop.example/', item: best },
      cart: [],
      recent: [],
      slots: [{ id: 's', kind: 'recommendations', strategy: 'bought_together', limit: 10 }],
    }),
  });
  const slot = z.object({
    slots: z.object({ s: z.object({ items: z.array(z.object({ item_id: z.string() })) }) }),
  });
  const ids = slot.parse(await answer.json()).slots.s.items.map((item) => item.item_id);
  return {
    name: `with ${best} people most often bought ${expected}; decide answers ${ids.slice(0, 4).join(', ')}`,
    holds: ids.includes(expected),
  };
}

function mostFrequent(baskets: readonly ReadonlySet<string>[]): string {
  const counts = new Map<string, number>();
  for (const basket of baskets) {
    for (const item of basket) counts.set(item, (counts.get(item) ?? 0) + 1);
  }
  const [most] = [...counts].toSorted(([, one], [, other]) => other - one);
  return most?.[0] ?? '';
}

async function checkDatabase(dataDir: string, expected: RetailCount): Promise<Check[]> {
  const database = await openDatabase({
    home: { url: undefined, database: 'tendero', cluster: undefined, dataDir },
    logger: pino({ level: 'silent' }),
  });
  try {
    const sales = await readCells(database.console, 'orders');
    const refunds = await readCells(database.console, 'refunds');
    const customers = await countCustomers(database);
    const items = await countItems(database.console);
    return [
      compareCells('sales', sales, expected.sales),
      compareCells('refunds', refunds, expected.refunds),
      {
        name: `segment «customers» has ${customers} people`,
        holds: customers === expected.customers.size,
      },
      { name: `the catalogue has ${items} goods`, holds: items === expected.goods.size },
    ];
  } finally {
    await database.close();
  }
}

/** Sum of quantity × price of all lines in 1/10000, by month and country. */
async function readCells(lane: ReadLane, table: 'orders' | 'refunds') {
  const row = z.object({ cell: z.string(), amount: z.string() });
  const cells = await lane.query({
    sql: `SELECT concat(formatDateTime(day, '%Y-%m'), ' ', country) AS cell,
            toString(toInt128(sum(arraySum(arrayMap((q, p) -> q * p, lines.quantity, lines.price))) * 10000)) AS amount
          FROM ${table} FINAL GROUP BY cell`,
    row,
  });
  return new Map(cells.map(({ cell, amount }) => [cell, BigInt(amount)]));
}

function compareCells(
  name: string,
  found: ReadonlyMap<string, bigint>,
  expected: ReadonlyMap<string, bigint>,
): Check {
  const cells = new Set([...found.keys(), ...expected.keys()]);
  const wrong = [...cells].filter((cell) => found.get(cell) !== expected.get(cell));
  const total = [...found.values()].reduce((sum, amount) => sum + amount, 0n);
  const pounds = `${total / 10_000n}.${String(total % 10_000n).padStart(4, '0')}`;
  const differing = wrong.length === 0 ? '' : `; ${wrong.length} differ, for example ${wrong[0]}`;
  return {
    name: `${name}: ${cells.size} cells of month and country, ${pounds} GBP in all${differing}`,
    holds: wrong.length === 0,
  };
}

async function countCustomers(database: Database): Promise<number> {
  const scope = { siteId: SITE.id, team: false, nowMs: Date.now() };
  const { sizes } = await countSegments(database.console, SEGMENTS, scope);
  return sizes.get('customers') ?? 0;
}

async function countItems(lane: ReadLane): Promise<number> {
  const row = z.object({ items: z.number() });
  const [found] = await lane.query({
    sql: 'SELECT count() AS items FROM catalog_items FINAL',
    row,
  });
  return found?.items ?? 0;
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
