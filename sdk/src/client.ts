import type { ConsentStates, PageContext } from '@tendero/schema';
import { createCommerce } from './capture/commerce.ts';
import { readDataLayer } from './capture/data-layer.ts';
import { createPageViews } from './capture/page-views.ts';
import { observeSlots } from './capture/slots.ts';
import type { Load, Log } from './chunks.ts';
import { createConsent } from './consent/consent.ts';
import { createBackoff } from './delivery/backoff.ts';
import { createDelivery } from './delivery/delivery.ts';
import { isDecision, LOSS, rankOf } from './delivery/entry.ts';
import { createQueue } from './delivery/queue.ts';
import { createPost } from './delivery/transport.ts';
import type { EventMap, Plugin } from './events.ts';
import { createProver, type Customer } from './identity/customer.ts';
import { createKeeping } from './keeping.ts';
import { hex } from './lib/hex.ts';
import { on } from './lib/on.ts';
import { print, safely } from './lib/safely.ts';
import { createUuid } from './lib/uuid.ts';
import type { TenderoOptions } from './options.ts';
import { readPage } from './page.ts';
import { servePage, tellPage } from './page-protocol.ts';
import { copyOf, createRecorder } from './recorder.ts';
import type { Tendero } from './tendero.ts';

/** Puts the parts together for this page and starts them; the one place that knows them all. */
export function createClient<Custom extends EventMap>(
  options: TenderoOptions,
  load: Load,
): Tendero<Custom> {
  const { key, debug, internal, cookieDomain, dataLayer = 'dataLayer', plugins } = options;
  const endpoint = options.endpoint.replace(/\/$/, '');
  const log: Log = debug ? print : () => {};
  const clock = () => Date.now();
  const newId = createUuid(clock, newSecret);
  const keeping = createKeeping(newSecret, cookieDomain);
  const { gate, identity, visit, seen, store } = keeping;
  const post = createPost(endpoint, key);
  const views = createPageViews();
  const used = new Set<Plugin>(plugins);
  let itemPath: string | undefined;

  const customer: Customer = {};
  const { prove, ...social } = createProver(load, {
    post,
    newSecret,
    log,
    customer,
    visitorId: identity.id,
    consent: gate.snapshot,
  });

  const queue = createQueue(store, gate, clock, lose);
  const delivery = createDelivery({
    queue,
    post,
    backoff: createBackoff(store, clock, Math.random),
    clock,
    report(answer, entries) {
      if (debug) load('report').then(({ reportAnswer }) => reportAnswer(log, answer, entries), log);
    },
  });

  const recorder = createRecorder({
    gate,
    plugins: used,
    clock,
    newId,
    readPage: () => readPage(views.referrer()),
    describe: (timeMs) => ({
      visitor: identity.id(),
      session: visit.touch(timeMs),
      customer_id: customer.claimed,
      internal: internal || undefined,
    }),
    accept(event, context) {
      delivery.send(queue.add(event, context));
      if (event.type !== 'view_item') return;
      itemPath = location.pathname;
      event.items?.forEach(({ item_id }) => seen.add(item_id));
    },
    log,
  });

  const consent = createConsent({
    keeping,
    recorder,
    delivery,
    clock,
    changed() {
      if (!gate.allows('personalization')) seen.clear();
      recorder.release();
      if (customer.token && identity.id()) void prove();
      if (gate.keeps()) observeMore();
      tellPage('tendero-consent', gate.snapshot());
    },
  });

  function lose(keys: readonly string[], reason: string): void {
    // The loss of a report of losses is nobody's concern.
    const told = keys.filter((key) => rankOf(key) !== 1);
    // The collector never heard of that consent: the next page is someone new, who announces it.
    if (keys.some(isDecision)) identity.clear();
    if (told[0]) track(LOSS, { properties: { dropped: told.length, reason } });
  }

  const track = safely<Parameters<typeof recorder.track>, void>((name, fields) => {
    consent.follow();
    recorder.track(name, fields);
  });

  function readContext(): PageContext {
    return {
      key,
      endpoint,
      consent: gate.snapshot(),
      visitor: identity.id(),
      recent: seen.list(),
      customerToken: customer.token,
    };
  }

  /** Once, from the first consent to analytics on and when the page has loaded. */
  let observeMore = () => {
    observeMore = () => {};
    const begin = () => {
      for (const name of ['vitals', 'visit'] as const) {
        load(name).then(
          ({ observe }) =>
            observe({
              track,
              use,
              hasItem: () => itemPath === location.pathname,
              consent: gate.snapshot,
            }),
          log,
        );
      }
    };
    if (document.readyState === 'complete') begin();
    else on(window, 'load', begin);
  };

  const use = (plugin: Plugin) => void used.add(plugin);

  function start(): void {
    views.listen(track);
    recorder.release();
  }

  safely(() => {
    on<StorageEvent>(window, 'storage', ({ key: name }) => {
      if (name) store.forget(name);
      delivery.wake();
      consent.follow();
    });
    servePage(readContext, consent.decide);
    consent.resume();
    delivery.listen();
    observeSlots(track);
    // A page that is rendered ahead may never be seen.
    if (document.prerendering) on(document, 'prerenderingchange', start);
    else start();
    if (dataLayer) readDataLayer(dataLayer, track);
  })();

  return {
    ...createCommerce(track),
    ...social,
    track,
    use,
    identify(customerToken) {
      customer.token = customerToken;
      if (identity.id()) void prove();
    },
    claimCustomer(customerId) {
      customer.claimed = customerId ? `${customerId}` : undefined;
    },
    logout() {
      customer.token = customer.claimed = undefined;
      visit.end();
      seen.clear();
    },
    setConsent: safely((states, version) =>
      consent.decide({
        states: { ...ALL_DENIED, ...copyOf(states) },
        version: version || '1',
        source: 'api',
      }),
    ),
    getConsent: gate.snapshot,
  };
}

const ALL_DENIED: ConsentStates = {
  analytics: 'denied',
  personalization: 'denied',
  marketing: 'denied',
  social: 'denied',
};

/** 128 random bits in hex. */
function newSecret(): string {
  return hex(crypto.getRandomValues(new Uint8Array(16)));
}
