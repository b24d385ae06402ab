import { batchRequest, decisionRequest, makeVisitor, type ReadyRequest } from './requests.ts';
import { openConnection } from './sockets.ts';

/** What to send; the load generator reads it as JSON from its first argument. */
export interface LoadOrder {
  readonly port: number;
  readonly connections: number;
  readonly eventsPerRequest: number;
  readonly seconds: number;
  /** Seconds before that count for nothing. @default 2 */
  readonly warmUpSeconds?: number;
  /** Events a second at the most; as fast as it is answered without. */
  readonly eventsPerSecond?: number;
}

/** What came of it; it is printed as JSON. */
export interface LoadReport {
  readonly requestsPerSecond: number;
  readonly eventsPerSecond: number;
  /** Answers that were not 202. */
  readonly refused: number;
  readonly accepted: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly maxMs: number;
}

const VISITORS_A_CONNECTION = 4;
/** Ids of one connection stay below those of the next. */
const IDS_A_CONNECTION = 1e9;

const argument = process.argv[2];
if (argument === undefined) throw new Error('expected a LoadOrder as JSON');
const order: LoadOrder = JSON.parse(argument);
process.stdout.write(`${JSON.stringify(await run(order))}\n`);

async function run({ warmUpSeconds = 2, ...options }: LoadOrder): Promise<LoadReport> {
  const startedAt = performance.now() + warmUpSeconds * 1_000;
  const endsAt = startedAt + options.seconds * 1_000;
  const counts = { requests: 0, events: 0, refused: 0, accepted: 0 };
  const latencies: number[] = [];
  const lanes = Array.from({ length: options.connections }, (_, index) =>
    sendUntil({ ...options, index, startedAt, endsAt, counts, latencies }),
  );
  await Promise.all(lanes);
  latencies.sort((one, other) => one - other);
  const at = (share: number) => latencies[Math.floor((latencies.length - 1) * share)] ?? 0;
  return {
    requestsPerSecond: counts.requests / options.seconds,
    eventsPerSecond: counts.events / options.seconds,
    refused: counts.refused,
    accepted: counts.accepted,
    p50Ms: at(0.5),
    p99Ms: at(0.99),
    maxMs: at(1),
  };
}

interface LaneOptions extends LoadOrder {
  readonly index: number;
  readonly startedAt: number;
  readonly endsAt: number;
  readonly counts: { requests: number; events: number; refused: number; accepted: number };
  readonly latencies: number[];
}

/** One connection: the next request leaves when the one before is answered, and not before its time has come. */
async function sendUntil(options: LaneOptions): Promise<void> {
  const { counts, latencies, startedAt, endsAt, eventsPerSecond, connections } = options;
  const connection = openConnection(options.port);
  const { decisions, batches } = makeRequests(options);
  let id = 1 + options.index * IDS_A_CONNECTION;
  const next = () => (id += 1);
  for (const decision of decisions) {
    decision.renumber(next);
    const status = await connection.ask(decision.bytes);
    if (status === 202) counts.accepted += decision.events;
  }
  const pauseMs =
    eventsPerSecond === undefined
      ? 0
      : (1_000 * connections * options.eventsPerRequest) / eventsPerSecond;
  let due = performance.now() + (pauseMs * options.index) / connections;
  for (let turn = 0; performance.now() < endsAt; turn += 1) {
    const request = batches[turn % batches.length];
    if (request === undefined) break;
    const waitMs = due - performance.now();
    if (pauseMs > 0 && waitMs > 1) await sleep(waitMs);
    due += pauseMs;
    request.renumber(next);
    const sentAt = performance.now();
    const status = await connection.ask(request.bytes);
    const answeredAt = performance.now();
    if (status === 202) counts.accepted += request.events;
    else counts.refused += 1;
    if (answeredAt < startedAt || answeredAt > endsAt) continue;
    counts.requests += 1;
    counts.events += request.events;
    latencies.push(answeredAt - sentAt);
  }
  connection.end();
}

function makeRequests(options: LaneOptions): Record<'decisions' | 'batches', ReadyRequest[]> {
  const target = { host: `127.0.0.1:${options.port}`, run: `b${process.pid}` };
  const visitors = Array.from({ length: VISITORS_A_CONNECTION }, makeVisitor);
  return {
    decisions: visitors.map((visitor) => decisionRequest(target, visitor)),
    batches: visitors.map((visitor) => batchRequest(target, visitor, options.eventsPerRequest)),
  };
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}
