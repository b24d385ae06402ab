import { randomBytes } from 'node:crypto';
import type { Context, Envelope, WireEvent } from '@tendero/schema';
import { NO_LIMITS } from '../lib/no-limits.ts';

/** The site that the benchmark's collectors serve. */
export const BENCH_SITE = {
  id: 'shop',
  name: 'Bench shop',
  origins: ['https://shop.example'],
  writeKeys: ['write-key-0123456789'],
  currency: 'EUR',
  timeZone: 'Europe/Madrid',
};

export const BENCH_CONFIG = {
  sites: [BENCH_SITE],
  operatorKeys: ['operator-key-0123456789'],
  limits: NO_LIMITS,
};

const ID_DIGITS = 12;
const PLACE = '_'.repeat(ID_DIGITS);
const GRANTED = {
  analytics: 'granted',
  personalization: 'granted',
  marketing: 'denied',
  social: 'denied',
} as const;

/** A request ready for the socket, whose events get new ids before it is sent again. */
export interface ReadyRequest {
  readonly bytes: Buffer;
  readonly events: number;
  /** Gives each event an id that no other has. */
  renumber(next: () => number): void;
}

/** Where all requests go. */
interface Target {
  readonly host: string;
  /** Tells the ids of one run from those of another. */
  readonly run: string;
}

/** The first request of a visitor: the decision that lets the others in. */
export function decisionRequest(target: Target, visitor: string): ReadyRequest {
  const context = makeContext(visitor);
  const consent = { ...context.consent, source: 'banner' as const };
  return ready(target, [context], [{ ...blank(target, 0), type: 'consent_update', consent }]);
}

/** A batch as the SDK sends it: what happened on one page of a shop. */
export function batchRequest(target: Target, visitor: string, events: number): ReadyRequest {
  const batch = Array.from({ length: events }, (_, index) => makeEvent(target, index));
  return ready(target, [makeContext(visitor)], batch);
}

/** An event that nothing else sends, for who looks when it can be seen. */
export function probeRequest(target: Target, visitor: string): ReadyRequest {
  return ready(target, [makeContext(visitor)], [{ ...blank(target, 0), type: 'probe' }]);
}

/** 128 bits in hex, as browsers make them. */
export function makeVisitor(): string {
  return randomBytes(16).toString('hex');
}

/** What is true on a page of the shop. */
export function makeContext(visitor: string): Context {
  return {
    visitor,
    session: `${visitor.slice(0, 8)}-4c1f-7b6e-9a53-0f2d8c4b7e61`,
    page: {
      url: 'https://shop.example/p/blue-teapot?utm_source=newsletter&utm_campaign=autumn',
      referrer: 'https://shop.example/c/kitchen',
      title: 'Blue teapot, 1.2 litres – Bench shop',
      locale: 'es-ES',
    },
    consent: { states: GRANTED, version: '1', at: Date.now() - 60_000 },
  };
}

/** Six of ten carry no goods, three one item, one an item and money, as in a shop's week. */
function makeEvent(target: Target, index: number): WireEvent {
  const event = blank(target, index);
  const item = { item_id: `teapot-${index}`, item_name: 'Blue teapot', price: 24.5, quantity: 1 };
  const kind = index % 10;
  if (kind === 9)
    return { ...event, type: 'add_to_cart', items: [item], value: 24.5, currency: 'EUR' };
  if (kind > 5) return { ...event, type: 'view_item', items: [item], currency: 'EUR' };
  if (kind > 3)
    return { ...event, type: 'scroll', properties: { depth: 0.75, section: 'reviews' } };
  return { ...event, type: 'page_view' };
}

function blank({ run }: Target, index: number): WireEvent {
  return { id: `${run}-${PLACE}`, type: 'page_view', time: Date.now() - index, context: 0 };
}

function ready(target: Target, contexts: Context[], events: WireEvent[]): ReadyRequest {
  const envelope = { v: 1, sentAt: Date.now(), contexts, events } satisfies Envelope;
  const body = Buffer.from(JSON.stringify(envelope));
  const head = [
    `POST /v1/events?key=${BENCH_SITE.writeKeys[0]} HTTP/1.1`,
    `Host: ${target.host}`,
    `Origin: ${BENCH_SITE.origins[0]}`,
    'User-Agent: Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
    'Accept: */*',
    'Accept-Language: es-ES,es;q=0.8',
    'Accept-Encoding: gzip, deflate, br',
    'Content-Type: text/plain;charset=UTF-8',
    `Content-Length: ${body.length}`,
    '',
    '',
  ].join('\r\n');
  const bytes = Buffer.concat([Buffer.from(head), body]);
  const places = findPlaces(bytes);
  return {
    bytes,
    events: events.length,
    renumber(next) {
      for (const place of places)
        bytes.write(String(next()).padStart(ID_DIGITS, '0'), place, 'latin1');
    },
  };
}

function findPlaces(bytes: Buffer): number[] {
  const places: number[] = [];
  for (let at = bytes.indexOf(PLACE); at >= 0; at = bytes.indexOf(PLACE, at + ID_DIGITS))
    places.push(at);
  return places;
}
