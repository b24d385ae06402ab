import type { ConsentState, ConsentStates, PageContext } from '@tendero/schema';
import { createCommerce } from './capture/commerce.ts';
import { observeSlots } from './capture/slots.ts';
import type { Load, Log } from './chunks.ts';
import { createOutbox } from './delivery/outbox.ts';
import { createPost } from './delivery/transport.ts';
import { observePage } from './delivery/triggers.ts';
import type { EventMap } from './events.ts';
import { createCustomer } from './identity/customer.ts';
import type { ProofParts } from './identity/proof.ts';
import { createSocial } from './identity/social.ts';
import { createKeeping } from './keeping.ts';
import { type Random, randomId } from './lib/hex.ts';
import { print } from './lib/console.ts';
import { on } from './lib/on.ts';
import { guard, safely } from './lib/safely.ts';
import { createUuid } from './lib/uuid.ts';
import { resolveOptions, type TenderoOptions } from './options.ts';
import { createTracking } from './tracking.ts';
import { servePage } from './page-protocol.ts';
import type { Tendero } from './tendero.ts';

/** Puts the parts together for this page and starts them; the one place that knows them all. */
export function createClient<Custom extends EventMap>(
  options: TenderoOptions,
  load: Load,
): Tendero<Custom> {
  const settings = resolveOptions(options);
  const { endpoint, key } = settings;
  const log: Log = settings.debug ? print : () => {};
  const clock = () => Date.now();
  const keeping = createKeeping(newSecret, settings.cookieDomain);
  const { gate, visitor, recent } = keeping;
  const post = createPost(endpoint, key);
  const proof: ProofParts = { post, newSecret, store: keeping.tab, log };
  const customer = createCustomer(load, proof, visitor.id);
  const outbox = createOutbox({ keeping, post, clock, load, isDebug: settings.debug, log });
  const { track, consent, views } = createTracking({
    isInternal: settings.internal,
    keeping,
    customer,
    outbox,
    clock,
    newId: createUuid(random),
    load,
    log,
  });

  function readContext(): PageContext {
    const id = visitor.id();
    const customerToken = customer.token();
    return {
      key,
      endpoint,
      consent: gate.snapshot(),
      ...(id && { visitor: id }),
      recent: recent.list(),
      ...(customerToken && { customerToken }),
    };
  }

  const start = safely(() => {
    on(window, 'storage', consent.follow);
    servePage({ readContext, decide: consent.decide });
    consent.resume();
    observePage(outbox);
    observeSlots(track);
    views.observe(track);
  });
  start();

  return guard<Tendero<Custom>>({
    ...createCommerce(track),
    ...createSocial(load, proof, () => ({
      visitor: visitor.id() ?? newSecret(),
      consent: gate.snapshot() ?? { states: all('unset'), version: '0', at: clock() },
    })),
    track,
    identify: customer.identify,
    claimCustomer: customer.claim,
    logout() {
      customer.forget();
      keeping.session.end();
      recent.clear();
    },
    setConsent: (states, version) =>
      consent.decide({ states: { ...all('denied'), ...states }, version, source: 'api' }),
    getConsent: gate.snapshot,
  });
}

function all(state: ConsentState): ConsentStates {
  return { analytics: state, personalization: state, marketing: state, social: state };
}

const random: Random = (bytes) => crypto.getRandomValues(bytes);

function newSecret(): string {
  return randomId(random);
}
