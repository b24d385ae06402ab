import { createHash } from 'node:crypto';
import { payCents } from '../catalog/product.ts';
import { CURRENCY, toEventItem } from '../catalog/wire.ts';
import type { PaidVisit } from './history.ts';
import type { Said, Shopper } from './shopper.ts';
import type { Step } from './visit.ts';

/** One event with its context, as the collector's wire takes them. */
export interface WirePair {
  readonly context: object;
  readonly event: object;
}

const NOTICE_VERSION = '1';
const STATES = {
  everything: states('granted', 'granted', 'granted', 'granted'),
  'all-but-social': states('granted', 'granted', 'granted', 'denied'),
  analytics: states('granted', 'denied', 'denied', 'denied'),
  nothing: states('denied', 'denied', 'denied', 'denied'),
} satisfies Record<Said, object>;

function states(
  analytics: string,
  personalization: string,
  marketing: string,
  social: string,
): object {
  return { analytics, personalization, marketing, social };
}

/** The decision that a shopper's browser sends before anything else; `at` in ms UTC. */
export function decisionPair(shopper: Shopper, at: number, origin: string): WirePair {
  const consent = { states: STATES[shopper.said], version: NOTICE_VERSION, at };
  return {
    context: { visitor: shopper.visitorId, page: { url: origin }, consent },
    event: {
      id: idOf(shopper.visitorId, 'consent', at),
      type: 'consent_update',
      time: at,
      consent: { ...consent, source: 'banner' },
    },
  };
}

/** What a shopper's browser would have sent of a visit; `decidedAt` is when they answered the banner. */
export function visitPairs(visit: PaidVisit, decidedAt: number, origin: string): WirePair[] {
  const { shopper } = visit;
  const consent = { states: STATES[shopper.said], version: NOTICE_VERSION, at: decidedAt };
  return visit.steps.map((step, index) => ({
    context: {
      visitor: shopper.visitorId,
      session: visit.sessionId,
      page: { url: `${origin}${step.path}`, title: 'La Tendera', locale: shopper.language },
      consent,
    },
    event: {
      id: idOf(visit.sessionId, String(index), step.at),
      type: step.type,
      time: step.at,
      ...details(visit, step),
    },
  }));
}

/** The order as the shop's server reports it. */
export function orderEvent({ shopper, orderId, steps, bought }: PaidVisit): object {
  return {
    id: `order-${orderId}`,
    type: 'purchase',
    time: steps.at(-1)?.at ?? 0,
    ...(shopper.said === 'nothing' ? {} : { visitor_id: shopper.visitorId }),
    ...(shopper.customerId === undefined ? {} : { customer_id: shopper.customerId }),
    transaction_id: orderId,
    value: bought.reduce((sum, product) => sum + payCents(product), 0) / 100,
    currency: CURRENCY,
    shipping: 4.9,
    country: shopper.language === 'es' ? 'ES' : 'IE',
    items: bought.map((product) => toEventItem(product)),
  };
}

function details({ orderId }: PaidVisit, { type, products, words }: Step): object {
  if (words !== undefined) return { properties: { search_term: words } };
  if (products.length === 0) return {};
  const cents = products.reduce((sum, product) => sum + payCents(product), 0);
  return {
    items: products.map((product) => toEventItem(product)),
    value: cents / 100,
    currency: CURRENCY,
    ...(type === 'purchase' ? { transaction_id: orderId } : {}),
  };
}

/** A UUID that is the same at every run, so that filling twice changes nothing. */
function idOf(...parts: readonly (string | number)[]): string {
  const hex = createHash('sha256').update(parts.join(' ')).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-7${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
