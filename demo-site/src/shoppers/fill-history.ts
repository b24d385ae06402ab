import type { Product } from '../catalog/product.ts';
import { signCustomerToken } from '../shop/customer-token.ts';
import { createSender, type Sender } from './sender.ts';
import { simulateHistory, type History, type PaidVisit } from './history.ts';
import type { Shopper } from './shopper.ts';
import { decisionPair, orderEvent, visitPairs, type WirePair } from './to-wire.ts';

interface FillOptions {
  readonly collectorUrl: string;
  readonly writeKey: string;
  readonly secretKey: string;
  readonly identityKey: string;
  /** Of the shop. */
  readonly origin: string;
  readonly products: readonly Product[];
  /** In ms UTC. */
  readonly now: number;
  readonly seed: string;
  /** Ends the filling at once, its requests too: one that stays open would hold up the collector's stop. */
  readonly signal: AbortSignal;
  /** Called as requests are answered, with both numbers counting requests. */
  readonly onProgress: (done: number, all: number) => void;
}

/** Browsers may report up to ten days late; what lies further back the shop knows from its orders only. */
const BROWSING_DAYS = 9;
const DAY_MS = 86_400_000;
/** Far below the limits of one envelope. */
const PAIRS_A_REQUEST = 150;
const ORDERS_A_REQUEST = 400;

/**
 * Gives an empty collector a past, through its public doors only: what browsers saw in the last days, who logged in,
 * and what the shop's server sold in the last months. Filling twice changes nothing.
 */
export async function fillHistory(options: FillOptions): Promise<History> {
  const history = simulateHistory(options);
  const sender = createSender(options);
  const browsing = history.visits.filter(
    (visit) => isRecent(visit, options.now) && mayBeSeen(visit),
  );
  const batches = browserBatches(browsing, options);
  const orders = inPieces(
    history.visits.filter(({ orderId }) => orderId !== undefined),
    ORDERS_A_REQUEST,
  );
  const known = [...new Set(browsing.map(({ shopper }) => shopper))].filter(hasAccount);

  const jobs = [
    ...batches.map((batch) => () => sender.postEvents(batch.pairs, batch.userAgent)),
    ...known.map((shopper) => () => identify(sender, shopper, options)),
    ...orders.map((visits) => () => sender.postOrders(visits.map(orderEvent))),
  ];
  for (const [index, job] of jobs.entries()) {
    await job();
    options.onProgress(index + 1, jobs.length);
  }
  return history;
}

interface Batch {
  readonly userAgent: string;
  readonly pairs: readonly WirePair[];
}

/** One request speaks for one kind of browser; every shopper's decision comes before what they did. */
function browserBatches(visits: readonly PaidVisit[], { origin }: FillOptions): Batch[] {
  const decidedAt = new Map<Shopper, number>();
  const byAgent = new Map<string, WirePair[]>();
  for (const visit of visits) {
    const { shopper } = visit;
    const pairs = byAgent.get(shopper.userAgent) ?? [];
    byAgent.set(shopper.userAgent, pairs);
    const firstSeen = visit.steps[0]?.at ?? 0;
    if (!decidedAt.has(shopper)) pairs.push(decisionPair(shopper, firstSeen, origin));
    decidedAt.set(shopper, decidedAt.get(shopper) ?? firstSeen);
    pairs.push(...visitPairs(visit, decidedAt.get(shopper) ?? firstSeen, origin));
  }
  return [...byAgent].flatMap(([userAgent, pairs]) =>
    inPieces(pairs, PAIRS_A_REQUEST).map((piece) => ({ userAgent, pairs: piece })),
  );
}

async function identify(
  sender: Sender,
  shopper: Shopper & { customerId: string },
  options: FillOptions,
): Promise<void> {
  const { identityKey, now } = options;
  const token = signCustomerToken({ customerId: shopper.customerId, identityKey, now });
  await sender.postIdentity(shopper.visitorId, token);
}

function hasAccount(shopper: Shopper): shopper is Shopper & { customerId: string } {
  return shopper.customerId !== undefined;
}

function isRecent({ steps }: PaidVisit, now: number): boolean {
  return (steps[0]?.at ?? 0) > now - BROWSING_DAYS * DAY_MS;
}

/** Who refused everything was never seen browsing. */
function mayBeSeen({ shopper }: PaidVisit): boolean {
  return shopper.said !== 'nothing';
}

function inPieces<T>(list: readonly T[], size: number): T[][] {
  const count = Math.ceil(list.length / size);
  return Array.from({ length: count }, (_, index) => list.slice(index * size, (index + 1) * size));
}
