import type { Config } from '../config.ts';
import type { ConsentStore } from '../consent/consent-store.ts';
import type { Ledger } from '../consent/ledger.ts';
import type { Journal } from '../journal/journal.ts';
import { addressBehind } from '../lib/client-address.ts';
import type { Clock } from '../lib/clock.ts';
import type { CountryOf } from '../lib/country.ts';
import { parseJson, unpacked } from '../lib/read-body.ts';
import { createAdmission } from '../middleware/admit.ts';
import { problemHeaders, type ReportProblem } from '../middleware/answer-problems.ts';
import { readableHeaders } from '../middleware/readable-answers.ts';
import type { RequestLimits } from '../middleware/request-limits.ts';
import { accept, type Acceptance, type Arrival } from './accept.ts';
import { checkContext } from './check-event.ts';
import type { Live } from './live.ts';
import { toTally } from './outcome-lines.ts';
import { parseEnvelope } from './parse-envelope.ts';
import { createRecentIds } from './recent-ids.ts';
import { touchedDays } from './touched-days.ts';
import { createClientReader } from './visit-client.ts';

/** A request to `POST /v1/events`, whatever server it came through. */
export interface EventsRequest {
  /** Without its query. */
  readonly path: string;
  query(name: 'key' | 'z'): string | undefined;
  header(name: 'origin' | 'user-agent' | 'sec-gpc' | 'x-forwarded-for'): string | undefined;
  /** Empty where there is no socket. */
  readonly socketAddress: string;
  /**
   * The body as sent.
   * @throws {RequestProblem} 413 above `maxBytes`, 408 when it comes too slowly, 503 when too much is under way.
   */
  readBody(maxBytes: number): Promise<Buffer>;
}

/** What is sent back. */
export interface EventsAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Answers every request and never rejects, unless the body was given up with {@link SenderGone}. */
export type EventsHandler = (request: EventsRequest) => Promise<EventsAnswer>;

/** The sender hung up before its request was whole: nothing counts and nobody waits for an answer. */
export class SenderGone extends Error {}

interface EventsDependencies {
  readonly config: Config;
  readonly clock: Clock;
  readonly journal: Journal;
  readonly consent: ConsentStore;
  readonly ledger: Ledger;
  readonly live: Live;
  readonly limits: RequestLimits;
  readonly countryOf: CountryOf;
  readonly report: ReportProblem;
}

/** 202 when every outcome is durable; 503 when it can't be made so, and then nothing counts. */
export function createEventsHandler(dependencies: EventsDependencies): EventsHandler {
  const { config, clock, journal, consent, ledger, live, limits, countryOf, report } = dependencies;
  const { maxBodyBytes, maxUnpackedBytes } = config.limits;
  const admit = createAdmission(config);
  const recentIds = createRecentIds();
  const readClient = createClientReader();

  async function readArrival(request: EventsRequest): Promise<Arrival> {
    const address = addressBehind(config.trustedProxies, {
      socketAddress: request.socketAddress,
      forwardedFor: request.header('x-forwarded-for'),
    });
    limits.takeAddress(address);
    const key = request.query('key');
    const site = admit({ key, origin: request.header('origin'), method: 'POST', events: true });
    if (key !== undefined) limits.takeKey(key);
    const sent = await request.readBody(maxBodyBytes);
    const gzip = request.query('z') === 'gzip';
    const bytes = await unpacked(sent, { gzip, maxUnpackedBytes });
    const { sentAt, contexts, events } = parseEnvelope(parseJson(bytes), config.limits.maxEvents);
    return {
      site,
      sentAt,
      contexts: contexts.map(checkContext),
      events,
      receivedAt: clock(),
      bodyBytes: bytes.length,
      client: readClient(request.header('user-agent') ?? ''),
      country: countryOf(address),
      gpc: request.header('sec-gpc') === '1',
      internal: site.internalAddresses.includes(address),
    };
  }

  /** After the fsync: decisions count, repeats are known, and who listens hears of it. */
  function apply({ site }: Arrival, { standings, rows }: Acceptance): void {
    for (const [visitor, standing] of standings) consent.set(site.id, visitor, standing);
    for (const row of rows) recentIds.add(row.site_id, row.event_id);
    live.publish(rows);
  }

  async function take(request: EventsRequest): Promise<string> {
    const arrival = await readArrival(request);
    const { site, receivedAt } = arrival;
    for (const visitor of visitorsOf(arrival)) limits.takeVisitor(site.id, visitor);
    const acceptance = accept(arrival, { consent, ledger, recentIds });
    const { lines, rows, receipt } = acceptance;
    const tally = toTally(site.id, receivedAt, receipt.outcomes);
    await journal.append(lines, touchedDays(rows, site.timeZone), { receivedAt, tally });
    apply(arrival, acceptance);
    return JSON.stringify(receipt);
  }

  return async (request) => {
    const origin = request.header('origin');
    const readable = readableHeaders(origin);
    try {
      const body = await take(request);
      return { status: 202, headers: { ...readable, 'Content-Type': 'application/json' }, body };
    } catch (error) {
      if (error instanceof SenderGone) throw error;
      const problem = report(error, { path: request.path, origin: origin ?? '' });
      const headers = { ...readable, ...problemHeaders(problem) };
      return { status: problem.status, headers, body: JSON.stringify(problem) };
    }
  };
}

/** Each once: a queue that outlived pages and sessions is still one visitor's. */
function visitorsOf({ contexts }: Arrival): Set<string> {
  const visitors = new Set<string>();
  for (const checked of contexts) {
    if (checked.ok && checked.context.visitor !== undefined) visitors.add(checked.context.visitor);
  }
  return visitors;
}
