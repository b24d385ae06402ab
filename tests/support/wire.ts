import { randomBytes, randomUUID } from 'node:crypto';
import type { ConsentStates, Context, Envelope, Receipt, WireEvent } from '@tendero/schema';
import { TEST_ORIGIN, TEST_SITE, type TestCollector } from './open-test-collector.ts';

/** A person's browser. */
export const USER_AGENT = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';

/** All purposes granted. */
export const ALL: ConsentStates = {
  analytics: 'granted',
  personalization: 'granted',
  marketing: 'granted',
  social: 'granted',
};

/** All purposes denied. */
export const NOTHING: ConsentStates = {
  analytics: 'denied',
  personalization: 'denied',
  marketing: 'denied',
  social: 'denied',
};

/** A visitor id as browsers make them. */
export function makeVisitor(): string {
  return randomBytes(16).toString('hex');
}

/** A context of a page of the test shop, fully consented unless told otherwise. */
export function makeContext(context: Partial<Context> = {}): Context {
  return {
    visitor: makeVisitor(),
    session: randomUUID(),
    page: { url: `${TEST_ORIGIN}/p/teapot`, title: 'Teapot' },
    consent: { states: ALL, version: '1', at: Date.now() },
    ...context,
  };
}

/** A page view of the first context, unless told otherwise. */
export function makeEvent(event: Partial<WireEvent> = {}): WireEvent {
  return { id: randomUUID(), type: 'page_view', time: Date.now(), context: 0, ...event };
}

/** The decision that goes before the events of a context. */
export function decisionOf(context: Context, index = 0): WireEvent {
  return makeEvent({
    type: 'consent_update',
    context: index,
    time: context.consent.at,
    consent: { ...context.consent, source: 'banner' },
  });
}

/** An envelope of these contexts and events, sent now. */
export function makeEnvelope(contexts: readonly unknown[], events: readonly unknown[]): object {
  return { v: 1, sentAt: Date.now(), contexts, events } satisfies Record<keyof Envelope, unknown>;
}

interface SendOptions {
  readonly headers?: Record<string, string>;
  /** Appended, for example `&z=gzip`. */
  readonly query?: string;
  readonly key?: string | undefined;
}

/** Posts a body to `/v1/events` as a browser on the test shop does. */
export function post(
  { app }: Pick<TestCollector, 'app'>,
  body: string | Uint8Array<ArrayBuffer> | object,
  { headers = {}, query = '', key = TEST_SITE.writeKeys[0] }: SendOptions = {},
): Promise<Response> {
  const isRaw = typeof body === 'string' || body instanceof Uint8Array;
  return Promise.resolve(
    app.request(`/v1/events?key=${key}${query}`, {
      method: 'POST',
      headers: {
        Origin: TEST_ORIGIN,
        'Content-Type': 'text/plain',
        'User-Agent': USER_AGENT,
        ...headers,
      },
      body: isRaw ? body : JSON.stringify(body),
    }),
  );
}

/** The same for events that must be accepted; returns the receipt. */
export async function send(
  collector: Pick<TestCollector, 'app'>,
  contexts: readonly unknown[],
  events: readonly unknown[],
  options?: SendOptions,
): Promise<Receipt> {
  const answer = await post(collector, makeEnvelope(contexts, events), options);
  if (answer.status !== 202)
    throw new Error(`expected 202, got ${answer.status}: ${await answer.text()}`);
  return answer.json();
}
