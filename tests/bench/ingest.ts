import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { badRequests } from './ingest/bad-requests.ts';
import type { JournalReport } from './ingest/collector-process.ts';
import type { LoadOrder, LoadReport } from './ingest/load-process.ts';
import type { ServerReport } from './ingest/report-at-end.ts';
import { decisionRequest, makeVisitor } from './ingest/requests.ts';
import { type BenchServer, runLoad, startServer } from './ingest/servers.ts';
import { askOnce } from './ingest/sockets.ts';
import type { WholeReport } from './ingest/whole-process.ts';
import { SCHEMA_DIRECTORY } from '../support/open-test-database.ts';
import type { Bench, Check } from './lib/bench.ts';
import { median } from './lib/median.ts';

const ROUNDS = 5;
const SECONDS = 4;
const CONNECTIONS = 64;
/** So many connections because each waits for its answer: 32 that share an fsync can't offer 50,000 events a second. */
const SUSTAINED = { eventsPerSecond: 50_000, seconds: 60, connections: 128, eventsPerRequest: 10 };
/** What two cores do besides their other work. */
const STEADY = { eventsPerSecond: 10_000, seconds: 30, connections: 32, eventsPerRequest: 10 };
const BAD_ROUNDS = 20;

interface Figure {
  readonly name: string;
  readonly value: string;
  readonly aim: string;
  readonly holds: boolean;
}

/** What the collector takes a second, against bare servers in the same run, and what it costs. */
export const bench: Bench = {
  about:
    'events from socket to fsync against bare servers, 60 s of 50,000 a second and 30 s of 10,000 into the database',
  needs: [],
  async run() {
    const folder = mkdtempSync(join(tmpdir(), 'tendero-bench-'));
    try {
      const figures = [
        ...(await compare(folder, { eventsPerRequest: 10, ratio: 0.8, perSecond: 80_000 })),
        ...(await compare(folder, { eventsPerRequest: 1, ratio: 0.7, perSecond: 10_000 })),
        await sendBad(folder),
        ...(await sustain(folder)),
        await keepPace(folder),
      ];
      return {
        figures: Object.fromEntries(
          figures.map(({ name, value, aim }) => [
            name,
            aim === '' ? value : `${value} (aim: ${aim})`,
          ]),
        ),
        checks: figures
          .filter(({ aim }) => aim !== '')
          .map(({ name, holds }): Check => ({ name, holds })),
      };
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

interface Compared {
  readonly eventsPerRequest: number;
  readonly ratio: number;
  readonly perSecond: number;
}

/** Rounds of all three one after the other, so that what else the machine does meets all of them. */
async function compare(folder: string, aims: Compared): Promise<Figure[]> {
  const { eventsPerRequest } = aims;
  const parsed: LoadReport[] = [];
  const appended: LoadReport[] = [];
  const collected: (LoadReport & JournalReport)[] = [];
  const measure = async (server: BenchServer) => {
    const order = {
      port: server.port,
      connections: CONNECTIONS,
      eventsPerRequest,
      seconds: SECONDS,
    };
    const report = await runLoad(order);
    return { ...report, ...(await server.stop<JournalReport>()) };
  };
  for (let round = 0; round < ROUNDS; round += 1) {
    const file = join(folder, `reference-${eventsPerRequest}-${round}`);
    parsed.push(await measure(await startServer('reference', [])));
    appended.push(await measure(await startServer('reference', [file])));
    rmSync(file, { force: true });
    const journal = join(folder, `journal-${eventsPerRequest}-${round}`);
    collected.push(await measure(await startServer('collector', [journal])));
  }
  return describe(aims, { parsed, appended, collected });
}

interface Reports {
  readonly parsed: readonly LoadReport[];
  readonly appended: readonly LoadReport[];
  readonly collected: readonly (LoadReport & JournalReport)[];
}

function describe({ eventsPerRequest, ratio, perSecond }: Compared, reports: Reports): Figure[] {
  const what = eventsPerRequest === 1 ? 'single events' : `batches of ${eventsPerRequest}`;
  const of = (all: readonly LoadReport[]) => median(all.map((one) => one.eventsPerSecond));
  const p99 = median(reports.collected.map((one) => one.p99Ms));
  const share = of(reports.collected) / of(reports.appended);
  const journalBytes = median(reports.collected.map((one) => one.journalBytes / one.accepted));
  const refused = reports.collected.reduce((sum, one) => sum + one.refused, 0);
  return [
    fact(`${what}, reference that parses`, `${count(of(reports.parsed))} events/s`),
    fact(
      `${what}, reference that parses, appends and fsyncs`,
      `${count(of(reports.appended))} events/s`,
    ),
    {
      name: `${what}, durable, validated`,
      value: `${count(of(reports.collected))} events/s, p99 ${p99.toFixed(1)} ms, ${refused} refused`,
      aim: `${count(perSecond)}${eventsPerRequest === 1 ? ', p99 25 ms' : ''}`,
      holds: of(reports.collected) >= perSecond && (eventsPerRequest > 1 || p99 <= 25),
    },
    {
      name: `${what}, share of the second reference`,
      value: share.toFixed(2),
      aim: String(ratio),
      holds: share >= ratio,
    },
    fact(`${what}, in the journal`, `${journalBytes.toFixed(0)} bytes an event`),
  ];
}

/** Every bad request alone and all at once, while the loop is watched. */
async function sendBad(folder: string): Promise<Figure> {
  const server = await startServer('collector', [join(folder, 'journal-bad')]);
  const target = { host: `127.0.0.1:${server.port}`, run: 'bad' };
  const visitor = makeVisitor();
  const decision = decisionRequest(target, visitor);
  decision.renumber(() => 1);
  await askOnce(server.port, decision.bytes);
  const all = badRequests(target.host, visitor);
  const sendAll = async () => {
    for (const request of all) await askOnce(server.port, request);
  };
  await sendAll();
  server.forgetStart();
  for (let round = 0; round < BAD_ROUNDS; round += 1) await sendAll();
  const { longestStallMs } = await server.stop<ServerReport>();
  return {
    name: 'longest stall with bad input',
    value: `${longestStallMs.toFixed(0)} ms`,
    aim: '50 ms',
    holds: longestStallMs <= 50,
  };
}

/** As much as two cores can take and more. */
async function sustain(folder: string): Promise<Figure[]> {
  const { load, report } = await runWhole(join(folder, 'whole'), SUSTAINED);
  const [early = 0, late = 0] = report.memoryMb;
  const perEvent = report.bytesOnDisk / report.events;
  return [
    {
      name: `end to end, ${SUSTAINED.seconds} s`,
      value: `${count(load.eventsPerSecond)} events/s, at most ${report.mostSegmentsWaiting} segments waiting, ${report.segmentsWaitingAtEnd} at the end, ${load.refused} refused`,
      aim: `${count(SUSTAINED.eventsPerSecond)}, bounded backlog`,
      holds:
        load.eventsPerSecond >= SUSTAINED.eventsPerSecond * 0.99 && report.mostSegmentsWaiting < 20,
    },
    visibility('from accepted to visible, at all that goes', report),
    {
      name: 'memory',
      value: `at most ${report.mostMemoryMb} MB; ${early} MB after a third, ${late} MB at the end`,
      aim: '1,000 MB',
      holds: report.mostMemoryMb <= 1_000,
    },
    fact(
      'bytes on disk',
      `${perEvent.toFixed(1)} an event, ${((perEvent * 1e8) / 1e9).toFixed(1)} GB for 100 million`,
    ),
  ];
}

/** When events can be seen where the collector has time left. */
async function keepPace(folder: string): Promise<Figure> {
  const { report } = await runWhole(join(folder, 'steady'), STEADY);
  const rate = count(STEADY.eventsPerSecond);
  return visibility(`from accepted to visible, at ${rate} events/s`, report);
}

type Load = Pick<LoadOrder, 'eventsPerSecond' | 'seconds' | 'connections' | 'eventsPerRequest'>;

async function runWhole(folder: string, order: Load) {
  const server = await startServer('whole', [folder, SCHEMA_DIRECTORY]);
  const load = await runLoad({ port: server.port, ...order });
  return { load, report: await server.stop<ServerReport & WholeReport>() };
}

function visibility(name: string, { visibleMs }: WholeReport): Figure {
  const at = (share: number) => visibleMs[Math.floor((visibleMs.length - 1) * share)] ?? Number.NaN;
  return {
    name,
    value: `p50 ${at(0.5).toFixed(0)} ms, p95 ${at(0.95).toFixed(0)} ms, p99 ${at(0.99).toFixed(0)} ms`,
    aim: 'p95 1,000 ms, p99 2,000 ms',
    holds: at(0.95) <= 1_000 && at(0.99) <= 2_000,
  };
}

function fact(name: string, value: string): Figure {
  return { name, value, aim: '', holds: true };
}

function count(value: number): string {
  return Math.round(value).toLocaleString('en');
}
