import type { Receipt, Rejection } from '@tendero/schema';
import { LIMITS } from '@tendero/schema';
import { serverEnvelope } from '@tendero/schema/zod';
import { Hono } from 'hono';
import type { Config, Site } from '../config.ts';
import type { ConsentStanders, ConsentStanding } from '../consent/consent-store.ts';
import { type LiveEvent, liveEventOf } from '../ingest/event-row.ts';
import type { Live } from '../ingest/live.ts';
import { noOutcomes, toTally } from '../ingest/outcome-lines.ts';
import { createRecentIds, placeOf, type RecentIds } from '../ingest/recent-ids.ts';
import { eventRowsLine } from '../ingest/encode-rows.ts';
import type { Journal, JournalLine } from '../journal/journal.ts';
import type { Clock } from '../lib/clock.ts';
import { RequestProblem } from '../lib/problem.ts';
import { readJsonBody } from '../lib/read-body.ts';
import { siteDay } from '../lib/site-day.ts';
import { mapInTurns } from '../lib/turns.ts';
import type { SiteEnv } from '../middleware/public-site.ts';
import { serverSite } from '../middleware/server-site.ts';
import type { LearningRecommender, OrderedItems } from '../recommend/recommender.ts';
import { type CheckedServerEvent, checkServerEvent } from './check-server-event.ts';
import { contactRow } from './contact-row.ts';
import { type CoveredPerson, orderRow, refundRow } from './order-rows.ts';
import { createVersions } from './versions.ts';

interface ServerEventDependencies {
  readonly config: Config;
  readonly clock: Clock;
  readonly journal: Journal;
  readonly consent: ConsentStanders;
  readonly live: Live;
  readonly recommender: Pick<LearningRecommender, 'learnOrders'>;
}

/** A shop's server sends in bulk, so a body may be as large as an unpacked one of a browser. */
const BODY_LIMITS = {
  maxBodyBytes: LIMITS.maxUnpackedBytes,
  maxUnpackedBytes: LIMITS.maxUnpackedBytes,
};

/**
 * `POST /v1/server/events`: 202 when every outcome is durable; 503 when it can't be made so, and then nothing counts.
 * An order sent again replaces the one before.
 */
export function createServerEventRoutes(dependencies: ServerEventDependencies): Hono<SiteEnv> {
  const { config, clock, journal, consent, live, recommender } = dependencies;
  const recentIds = createRecentIds();
  const nextVersion = createVersions(clock);

  return new Hono<SiteEnv>().post('/', serverSite({ config }), async (c) => {
    const gzip = c.req.header('Content-Encoding') === 'gzip';
    const entries = parseEnvelope(await readJsonBody(c, { ...BODY_LIMITS, gzip }));
    const checked = await mapInTurns(entries, checkServerEvent);
    const site = c.get('site');
    const standing = (visitorId: string) => consent.standing(site.id, visitorId);
    const receivedAt = clock();
    const booked = book(checked, { site, receivedAt, standing, recentIds, nextVersion });
    const touched = booked.events.map(({ time }) => ({
      siteId: site.id,
      day: siteDay(time, site.timeZone),
    }));
    const tally = toTally(site.id, receivedAt, booked.receipt.outcomes, 'server');
    await journal.append(booked.lines, touched, { receivedAt, tally });
    for (const id of booked.ids) recentIds.add(site.id, placeOf(id));
    live.publish(booked.events);
    recommender.learnOrders(site.id, booked.orders);
    return c.json(booked.receipt satisfies Receipt, 202);
  });
}

interface Bookkeeping {
  readonly site: Site;
  readonly receivedAt: number;
  readonly standing: (visitorId: string) => ConsentStanding | undefined;
  readonly recentIds: RecentIds;
  readonly nextVersion: () => number;
}

interface Booked {
  readonly receipt: Receipt;
  readonly lines: JournalLine[];
  readonly ids: Set<string>;
  readonly events: LiveEvent[];
  readonly orders: OrderedItems[];
}

/** Gives every entry its outcome: rejected, duplicate or stored. Nothing outside changes. */
function book(all: readonly CheckedServerEvent[], keeping: Bookkeeping): Booked {
  const booked: Booked = {
    receipt: { outcomes: noOutcomes(), rejected: [] },
    lines: [],
    ids: new Set(),
    events: [],
    orders: [],
  };
  for (const [index, checked] of all.entries()) {
    if (!checked.ok) reject(booked, { index, ...checked.rejection });
    else if (isKnown(checked.event.id, booked, keeping)) booked.receipt.outcomes.duplicate += 1;
    else store(checked, booked, keeping);
  }
  return booked;
}

function reject({ receipt }: Booked, rejection: Rejection): void {
  receipt.outcomes.rejected += 1;
  receipt.rejected.push(rejection);
}

function isKnown(id: string, { ids }: Booked, { site, recentIds }: Bookkeeping): boolean {
  return ids.has(id) || recentIds.has(site.id, placeOf(id));
}

type Storable = Extract<CheckedServerEvent, { ok: true }>;

function store(checked: Storable, booked: Booked, keeping: Bookkeeping): void {
  const { event } = checked;
  const { site, receivedAt, nextVersion } = keeping;
  const person = coveredPerson(event.visitor_id, keeping);
  booked.receipt.outcomes.stored += 1;
  booked.ids.add(event.id);
  if (checked.kind === 'contact') {
    const row = contactRow({ event, site, receivedAt, ...person });
    booked.events.push(liveEventOf(row));
    booked.lines.push(eventRowsLine([row]));
    return;
  }
  const capture = { event, site, receivedAt, ...person, version: nextVersion() };
  if (event.type === 'refund') {
    const json = JSON.stringify(refundRow(capture, checked.value));
    booked.lines.push({ table: 'refunds', json });
    return;
  }
  const row = orderRow(capture, checked.value);
  const isPersonal = person.standing?.granted.includes('personalization') === true;
  booked.orders.push({
    transactionId: row.transaction_id,
    itemIds: row['lines.item_id'],
    placedAt: event.time,
    ...(isPersonal && person.visitorId !== undefined && { visitorId: person.visitorId }),
  });
  booked.lines.push({ table: 'orders', json: JSON.stringify(row) });
}

/** The shop's books need no visitor; one is kept where today's consent lets reports or decisions use it. */
function coveredPerson(visitorId: string | undefined, { standing }: Bookkeeping): CoveredPerson {
  const found = visitorId === undefined ? undefined : standing(visitorId);
  const isCovered = ['analytics', 'personalization'].some((one) => found?.granted.includes(one));
  return isCovered ? { visitorId, standing: found } : { visitorId: undefined, standing: undefined };
}

function parseEnvelope(body: unknown): readonly unknown[] {
  const parsed = serverEnvelope.safeParse(body);
  if (parsed.success) return parsed.data.events;
  const [issue] = parsed.error.issues;
  throw new RequestProblem({
    status: 400,
    code: 'bad_envelope',
    detail: 'The envelope does not fit the contract.',
    expected: `{ v: 1, events: […] } with at most ${LIMITS.maxEvents} events`,
    got: `${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`.slice(0, 300),
  });
}
