import type { Receipt } from '@tendero/schema';
import type { ConsentStore } from '../consent/consent-store.ts';
import type { Ledger } from '../consent/ledger.ts';
import { laterStanding } from '../consent/next-standing.ts';
import { type Journal, sizeOf } from '../journal/journal.ts';
import { createAddressList } from '../lib/address-list.ts';
import type { Clock } from '../lib/clock.ts';
import type { CountryOf } from '../lib/country.ts';
import { parseJson, unpack } from '../lib/read-body.ts';
import { createInTurn, createNextTurn } from '../lib/turns.ts';
import {
  type Admitted,
  createPageHandler,
  type PageHandler,
  type PageParts,
} from '../middleware/page-handler.ts';
import { accept, type Acceptance, acceptPlain } from './accept.ts';
import type { Asked, CapturedContext } from './arrival.ts';
import { type Checked, checkContexts, checkEvents } from './check-event.ts';
import { createDeciding } from './deciding.ts';
import type { Live } from './live.ts';
import { toTally } from './outcome-lines.ts';
import { maskInTurns } from './mask-in-turns.ts';
import { parseEnvelope } from './parse-envelope.ts';
import { createPlainReader } from './plain-body.ts';
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
  const readPlain = createPlainReader();
  const nextTurn = createNextTurn();

  function ask({ request, site, address }: Admitted): Asked {
    return {
      site,
      receivedAt: clock(),
      client: readClient(request.header('user-agent') ?? ''),
      country: countryOf(address),
      gpc: request.header('sec-gpc') === '1',
      internal: internalOf.get(site.id)?.has(address) ?? false,
    };
  }

  /** After the fsync: decisions count, repeats are known, and who listens hears of it. */
  function apply({ site }: Asked, { standings, stored }: Acceptance): void {
    for (const [visitor, standing] of standings) {
      // what another collector was told may have been heard while the disk was written
      const known = consent.standing(site.id, visitor);
      consent.set(site.id, visitor, known ? laterStanding(known, standing) : standing);
    }
    for (const { id } of stored) recentIds.add(site.id, id);
    live.publish(stored);
  }

  /** Each visitor's limits. */
  function limit({ site, sender }: Admitted, visitors: ReadonlySet<string>): void {
    for (const visitor of visitors) limits.takeVisitor(site.id, visitor);
    // each may be somebody new, whose consent is kept for good
    for (let more = 1; more < visitors.size; more += 1) limits.takeAddress(sender);
  }

  /** The short way of nearly all bodies; undefined where a body is not plain. */
  function judgePlain(admitted: Admitted): Judged | undefined {
    const asked = ask(admitted);
    if (asked.client.isBot) return undefined;
    const { timeZone } = asked.site;
    const plain = readPlain(admitted.body, { receivedAt: asked.receivedAt, timeZone, maxEvents });
    if (!plain) return undefined;
    limit(admitted, visitorsOf(plain.contexts));
    return keep(admitted, asked, acceptPlain(plain, asked, { consent, ledger, recentIds }));
  }

  /** What any envelope comes to, and when that is durable. */
  async function judge(admitted: Admitted, bytes: Buffer): Promise<Judged> {
    const { sentAt, contexts: unread, events } = parseEnvelope(parseJson(bytes), maxEvents);
    const contexts = await checkContexts(unread);
    const asked = ask(admitted);
    const arrival = { ...asked, sentAt, contexts, events, bodyBytes: bytes.length };
    limit(admitted, visitorsOf(contexts.flatMap((one) => (one.ok ? one.context : []))));
    const checked = await checkEvents(events, contexts, arrival);
    const masked = await maskInTurns(arrival, checked);
    const deciders = decidersOf(checked);
    // from the last look to the note of what is under way nobody else may have a turn
    while (deciding.isAnyOf(asked.site.id, deciders))
      await deciding.settled(asked.site.id, deciders);
    return keep(
      admitted,
      asked,
      accept({ arrival, checked, masked }, { consent, ledger, recentIds }),
    );
  }

  /** On its way to the disk. */
  function keep({ request }: Admitted, asked: Asked, acceptance: Acceptance): Judged {
    const { site, receivedAt } = asked;
    const { lines, stored, receipt, standings } = acceptance;
    // what is set aside may come to more than it was sent as
    request.hold(lines.reduce((sum, line) => sum + sizeOf(line), 0));
    const tally = toTally(site.id, receivedAt, receipt.outcomes);
    const durable = journal
      .append(lines, touchedDays(stored, site.timeZone), { receivedAt, tally })
      .then(() => apply(asked, acceptance));
    deciding.note(site.id, standings.keys(), durable);
    return { receipt, durable };
  }

  async function judgeLarge(admitted: Admitted): Promise<Judged> {
    const { request, body } = admitted;
    if (request.query('z') !== 'gzip') return judge(admitted, body);
    const bytes = await unpack(body, maxUnpackedBytes);
    // until it is durable: 3 kB may come to 3 MB, and a disk that hangs would let any number of them wait
    request.hold(bytes.length);
    return judge(admitted, bytes);
  }

  function judgeAny(admitted: Admitted): Judged | Promise<Judged> {
    const { request, body } = admitted;
    const isLarge = request.query('z') === 'gzip' || body.length > LARGE_BYTES;
    if (isLarge) return inTurn(() => judgeLarge(admitted));
    return judgePlain(admitted) ?? judge(admitted, body);
  }

  async function take(admitted: Admitted): Promise<{ status: number; body: string }> {
    // all that came together, one right after the other
    await nextTurn();
    const { receipt, durable } = await judgeAny(admitted);
    await durable;
    return { status: 202, body: toText(receipt) };
  }

  return createPageHandler(dependencies, {
    maxBodyBytes,
    events: true,
    answer: take,
  });
}

/** As JSON; nearly all have nothing but numbers. */
function toText(receipt: Receipt): string {
  if (receipt.rejected.length > 0) return JSON.stringify(receipt);
  const { stored, duplicate, rejected, bot, no_consent: noConsent } = receipt.outcomes;
  return `{"outcomes":{"rejected":${rejected},"no_consent":${noConsent},"bot":${bot},"duplicate":${duplicate},"stored":${stored}},"rejected":[]}`;
}

/** Each once: a queue that outlived pages and sessions is still one visitor's. */
function visitorsOf(contexts: readonly CapturedContext[]): Set<string> {
  const visitors = new Set<string>();
  for (const { visitor } of contexts) if (visitor !== undefined) visitors.add(visitor);
  return visitors;
}

/** Whose decisions an envelope holds. */
function decidersOf(checked: readonly Checked[]): string[] {
  return checked.flatMap((one) =>
    one.ok && one.event.type === 'consent_update' ? (one.context.visitor ?? []) : [],
  );
}
