import type { Receipt } from '@tendero/schema';
import type { ConsentStore } from '../consent/consent-store.ts';
import type { Ledger } from '../consent/ledger.ts';
import { laterStanding } from '../consent/next-standing.ts';
import { type Journal, sizeOf } from '../journal/journal.ts';
import { createAddressList } from '../lib/address-list.ts';
import type { Clock } from '../lib/clock.ts';
import type { CountryOf } from '../lib/country.ts';
import { parseJson, unpack } from '../lib/read-body.ts';
import { createInTurn } from '../lib/turns.ts';
import {
  type Admitted,
  createPageHandler,
  type PageHandler,
  type PageParts,
} from '../middleware/page-handler.ts';
import { accept, type Acceptance } from './accept.ts';
import type { Arrival } from './arrival.ts';
import { type Checked, checkContexts, checkEvents } from './check-event.ts';
import { createDeciding } from './deciding.ts';
import type { Live } from './live.ts';
import { toTally } from './outcome-lines.ts';
import { maskInTurns } from './mask-in-turns.ts';
import { parseEnvelope } from './parse-envelope.ts';
import { createRecentIds } from './recent-ids.ts';
import { touchedDays } from './touched-days.ts';
import { createClientReader } from './visit-client.ts';

interface EventsDependencies extends PageParts {
  readonly clock: Clock;
  readonly journal: Journal;
  readonly consent: ConsentStore;
  readonly ledger: Ledger;
  readonly live: Live;
  readonly countryOf: CountryOf;
}

interface Judged {
  readonly receipt: Receipt;
  /** Rejects with {@link JournalUnavailable}. */
  readonly durable: Promise<void>;
}

/** A body beyond this, or a packed one, may become many times its size while it is judged. */
const LARGE_BYTES = 32_768;

/** The others wait as they came: all at once, 500 packed bodies of 2 kB took 3.6 GB. */
const LARGE_AT_ONCE = 2;

/** `POST /v1/events`: 202 when every outcome is durable; 503 when it can't be made so, and then nothing counts. */
export function createEventsHandler(dependencies: EventsDependencies): PageHandler {
  const { config, clock, journal, consent, ledger, live, limits, countryOf } = dependencies;
  const { maxBodyBytes, maxUnpackedBytes, maxEvents } = config.limits;
  const internalOf = new Map(
    config.sites.map(({ id, internalAddresses }) => [id, createAddressList(internalAddresses)]),
  );
  const recentIds = createRecentIds();
  const deciding = createDeciding();
  const inTurn = createInTurn(LARGE_AT_ONCE);
  const readClient = createClientReader();

  async function readArrival(
    { request, site, address }: Admitted,
    bytes: Buffer,
  ): Promise<Arrival> {
    const { sentAt, contexts, events } = parseEnvelope(parseJson(bytes), maxEvents);
    return {
      site,
      sentAt,
      contexts: await checkContexts(contexts),
      events,
      receivedAt: clock(),
      bodyBytes: bytes.length,
      client: readClient(request.header('user-agent') ?? ''),
      country: countryOf(address),
      gpc: request.header('sec-gpc') === '1',
      internal: internalOf.get(site.id)?.has(address) ?? false,
    };
  }

  /** After the fsync: decisions count, repeats are known, and who listens hears of it. */
  function apply({ site }: Arrival, { standings, rows }: Acceptance): void {
    for (const [visitor, standing] of standings) {
      // what another collector was told may have been heard while the disk was written
      const known = consent.standing(site.id, visitor);
      consent.set(site.id, visitor, known ? laterStanding(known, standing) : standing);
    }
    for (const row of rows) recentIds.add(row.site_id, row.event_id);
    live.publish(rows);
  }

  /** What an envelope comes to, and when that is durable. */
  async function judge(admitted: Admitted): Promise<Judged> {
    const { request, body } = admitted;
    const isPacked = request.query('z') === 'gzip';
    const bytes = isPacked ? await unpack(body, maxUnpackedBytes) : body;
    // until it is durable: 3 kB may come to 3 MB, and a disk that hangs would let any number of them wait
    if (isPacked) request.hold(bytes.length);
    const arrival = await readArrival(admitted, bytes);
    const { site, receivedAt } = arrival;
    const visitors = visitorsOf(arrival);
    for (const visitor of visitors) limits.takeVisitor(site.id, visitor);
    // each may be somebody new, whose consent is kept for good
    for (let more = 1; more < visitors.size; more += 1) limits.takeAddress(admitted.sender);
    const checked = await checkEvents(arrival.events, arrival.contexts, arrival);
    const masked = await maskInTurns(arrival, checked);
    const deciders = decidersOf(checked);
    // from the last look to the note of what is under way nobody else may have a turn
    while (deciding.isAnyOf(site.id, deciders)) await deciding.settled(site.id, deciders);
    const acceptance = accept({ arrival, checked, masked }, { consent, ledger, recentIds });
    const { lines, rows, receipt, standings } = acceptance;
    // what is set aside may come to more than it was sent as
    request.hold(lines.reduce((sum, line) => sum + sizeOf(line), 0));
    const tally = toTally(site.id, receivedAt, receipt.outcomes);
    const durable = journal
      .append(lines, touchedDays(rows, site.timeZone), { receivedAt, tally })
      .then(() => apply(arrival, acceptance));
    deciding.note(site.id, standings.keys(), durable);
    return { receipt, durable };
  }

  async function take(admitted: Admitted): Promise<{ status: number; body: string }> {
    const { request, body } = admitted;
    const isLarge = request.query('z') === 'gzip' || body.length > LARGE_BYTES;
    const { receipt, durable } = await (isLarge ? inTurn(() => judge(admitted)) : judge(admitted));
    await durable;
    return { status: 202, body: JSON.stringify(receipt) };
  }

  return createPageHandler(dependencies, {
    maxBodyBytes,
    events: true,
    answer: take,
  });
}

/** Each once: a queue that outlived pages and sessions is still one visitor's. */
function visitorsOf({ contexts }: Arrival): Set<string> {
  const visitors = new Set<string>();
  for (const checked of contexts) {
    if (checked.ok && checked.context.visitor !== undefined) visitors.add(checked.context.visitor);
  }
  return visitors;
}

/** Whose decisions an envelope holds. */
function decidersOf(checked: readonly Checked[]): string[] {
  return checked.flatMap((one) =>
    one.ok && one.event.type === 'consent_update' ? (one.context.visitor ?? []) : [],
  );
}
