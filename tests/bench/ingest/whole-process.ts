import { join } from 'node:path';
import pino from 'pino';
import * as z from 'zod';
import { parseConfig } from '../../../collector/src/config.ts';
import { CollectorServer, listen } from '../../../collector/src/listen.ts';
import { openCollector } from '../../../collector/src/open-collector.ts';
import { portOf, reportAtEnd } from './report-at-end.ts';
import {
  BENCH_CONFIG,
  BENCH_SITE,
  decisionRequest,
  makeVisitor,
  probeRequest,
} from './requests.ts';
import { askOnce } from './sockets.ts';

/** What the whole collector has to say besides how it fared. */
export interface WholeReport {
  readonly mostSegmentsWaiting: number;
  readonly segmentsWaitingAtEnd: number;
  /** From 202 to an answer of the database, in ms, sorted. */
  readonly visibleMs: readonly number[];
  readonly events: number;
  readonly bytesOnDisk: number;
}

/**
 * The whole collector with its embedded database in the folder of its first argument, its schema in that of the second,
 * and a probe that looks.
 */
const [dataDir = '', schemaDirectory = ''] = process.argv.slice(2);
const config = parseConfig(BENCH_CONFIG, {
  host: '127.0.0.1',
  port: 0,
  dataDir,
  clickhouse: { url: undefined, database: 'tendero', cluster: undefined },
});
const collector = await openCollector({
  config,
  clock: Date.now,
  logger: pino({ level: 'error' }, process.stderr),
  random: Math.random,
  publicDirectory: join(dataDir, 'none'),
  schemaDirectory,
  version: 'v0.0.0',
});
const server = new CollectorServer(collector);
await listen(server, config);
const port = portOf(server.address());

const PROBE_EVERY_MS = 1_000;
const LOOK_EVERY_MS = 25;
const visibleMs: number[] = [];
let isOver = false;
let mostSegmentsWaiting = 0;

const probing = probe();
reportAtEnd(port, async () => {
  isOver = true;
  await probing;
  const segmentsWaitingAtEnd = await segmentsWaiting();
  await collector.drainNow();
  const [kept] = await collector.database.serve.query({
    sql: `SELECT sum(rows) AS events, sum(bytes_on_disk) AS bytes FROM system.parts
          WHERE database = currentDatabase() AND table = 'events_raw' AND active`,
    row: z.object({ events: z.coerce.number(), bytes: z.coerce.number() }),
  });
  return {
    mostSegmentsWaiting,
    segmentsWaitingAtEnd,
    visibleMs: visibleMs.toSorted((one, other) => one - other),
    events: kept?.events ?? 0,
    bytesOnDisk: kept?.bytes ?? 0,
  } satisfies WholeReport;
});

/** Sends one event after the other as a shop's page does, and asks the database for it until it is there. */
async function probe(): Promise<void> {
  const visitor = makeVisitor();
  const target = { host: `127.0.0.1:${port}`, run: `probe${process.pid}` };
  let id = 0;
  const sendOne = async (request: ReturnType<typeof probeRequest>): Promise<string> => {
    const ids: string[] = [];
    request.renumber(() => {
      id += 1;
      ids.push(`${target.run}-${String(id).padStart(12, '0')}`);
      return id;
    });
    await askOnce(port, request.bytes);
    return ids[0] ?? '';
  };
  await sendOne(decisionRequest(target, visitor));
  while (!isOver) {
    const eventId = await sendOne(probeRequest(target, visitor));
    const acceptedAt = performance.now();
    while (!(await isVisible(eventId))) await sleep(LOOK_EVERY_MS);
    visibleMs.push(performance.now() - acceptedAt);
    mostSegmentsWaiting = Math.max(mostSegmentsWaiting, await segmentsWaiting());
    await sleep(PROBE_EVERY_MS);
  }
}

async function isVisible(eventId: string): Promise<boolean> {
  const rows = await collector.database.serve.query({
    sql: `SELECT 1 AS found FROM events_raw
          WHERE site_id = {site: String} AND client_day >= today() - 1 AND type = 'probe' AND event_id = {id: String}`,
    params: { site: BENCH_SITE.id, id: eventId },
    row: z.object({ found: z.number() }),
  });
  return rows.length > 0;
}

async function segmentsWaiting(): Promise<number> {
  const answer = await collector.app.request('/metrics', {
    headers: { Authorization: `Bearer ${BENCH_CONFIG.operatorKeys[0]}` },
  });
  return Number(/^tendero_journal_segments_waiting (\d+)/m.exec(await answer.text())?.[1] ?? 0);
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}
