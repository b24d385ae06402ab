import type { Receipt } from '@tendero/schema';
import { LIMITS } from '@tendero/schema';
import { envelope } from '@tendero/schema/zod';
import { Hono, type Context } from 'hono';
import type { Config } from '../config.ts';
import type { ConsentStore } from '../consent/consent-store.ts';
import type { Ledger } from '../consent/ledger.ts';
import type { Journal } from '../journal/journal.ts';
import { clientAddress } from '../lib/client-address.ts';
import type { Clock } from '../lib/clock.ts';
import { RequestProblem } from '../lib/problem.ts';
import { readJsonBody } from '../lib/read-body.ts';
import { publicSite, type SiteEnv } from '../middleware/public-site.ts';
import { accept, type Acceptance, type Arrival } from './accept.ts';
import type { Live } from './live.ts';
import { toTally } from './outcome-lines.ts';
import { createRecentIds } from './recent-ids.ts';
import { createClientReader } from './visit-client.ts';

interface EventsDependencies {
  readonly config: Config;
  readonly clock: Clock;
  readonly journal: Journal;
  readonly consent: ConsentStore;
  readonly ledger: Ledger;
  readonly live: Live;
}

/**
 * `POST /v1/events`: 202 when every outcome is durable; 503 when it can't be made so, and then nothing counts.
 */
export function createEventsRoutes(dependencies: EventsDependencies): Hono<SiteEnv> {
  const { config, clock, journal, consent, ledger, live } = dependencies;
  const recentIds = createRecentIds();
  const readClient = createClientReader();
  const { maxBodyBytes = LIMITS.maxBodyBytes, maxUnpackedBytes = LIMITS.maxUnpackedBytes } =
    config.limits;

  async function readArrival(c: Context<SiteEnv>): Promise<Arrival> {
    const gzip = c.req.query('z') === 'gzip';
    const body = parseEnvelope(
      await readJsonBody(c, { maxBodyBytes, maxUnpackedBytes, gzip }),
      config,
    );
    const site = c.get('site');
    return {
      site,
      ...body,
      receivedAt: clock(),
      client: readClient(c.req.header('User-Agent') ?? ''),
      gpc: c.req.header('Sec-GPC') === '1',
      internal: site.internalAddresses.includes(clientAddress(c, config.trustedProxies)),
    };
  }

  /** After the fsync: decisions count, repeats are known, and who listens hears of it. */
  function apply(arrival: Arrival, { standings, rows }: Acceptance): void {
    for (const [visitor, standing] of standings) consent.set(arrival.site.id, visitor, standing);
    for (const row of rows) recentIds.add(row.site_id, row.event_id);
    live.publish(rows);
  }

  return new Hono<SiteEnv>().post('/', publicSite({ config, events: true }), async (c) => {
    const arrival = await readArrival(c);
    const acceptance = accept(arrival, { consent, ledger, recentIds });
    const touched = acceptance.rows.map((row) => ({ siteId: row.site_id, day: row.day }));
    await journal.append(acceptance.lines, touched, {
      receivedAt: arrival.receivedAt,
      tally: toTally(arrival.site.id, arrival.receivedAt, acceptance.receipt.outcomes),
    });
    apply(arrival, acceptance);
    return c.json(acceptance.receipt satisfies Receipt, 202);
  });
}

function parseEnvelope(
  body: unknown,
  config: Config,
): Pick<Arrival, 'sentAt' | 'contexts' | 'events'> {
  const parsed = envelope.safeParse(body);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new RequestProblem({
      status: 400,
      code: 'bad_envelope',
      detail: 'The envelope does not fit the contract.',
      expected: '{ v: 1, sentAt, contexts: […], events: […] }',
      got: `${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`.slice(0, 300),
    });
  }
  const { events } = parsed.data;
  const { maxEvents = LIMITS.maxEvents } = config.limits;
  if (events.length <= maxEvents) return parsed.data;
  throw new RequestProblem({
    status: 413,
    code: 'too_many_events',
    detail: 'Send fewer events in one request.',
    expected: `at most ${maxEvents} events`,
    got: `${events.length} events`,
  });
}
