import type { ConsentState, ConsentStates, PageContext } from '@tendero/schema';
import { createCommerce } from './capture/commerce.ts';
import { observeSlots } from './capture/slots.ts';
import type { LoadVitals } from './capture/vitals-loader.ts';
import { createOutbox } from './delivery/outbox.ts';
import { createPost } from './delivery/transport.ts';
import { observePage } from './delivery/triggers.ts';
import type { EventMap } from './events.ts';
import { createCustomer } from './identity/customer.ts';
import { createSocial } from './identity/social.ts';
import { createKeeping } from './keeping.ts';
import { type Random, randomId } from './lib/hex.ts';
import { guard, safely } from './lib/safely.ts';
import { createUuid } from './lib/uuid.ts';
import { resolveOptions, type TenderoOptions } from './options.ts';
import { createTracking } from './tracking.ts';
import { servePage } from './page-protocol.ts';
import type { Log } from './report.ts';
import type { Tendero } from './tendero.ts';

/** Puts the parts together for this page and starts them; the one place that knows them all. */
export function createClient<Custom extends EventMap>(
  options: TenderoOptions,
  loadVitals: LoadVitals,
): Tendero<Custom> {
  const settings = resolveOptions(options);
  const { endpoint, key } = settings;
  const log: Log = settings.debug ? (...words) => console.log('[tendero]', ...words) : () => {};
  const clock = () => Date.now();
  const keeping = createKeeping(newSecret, settings.cookieDomain);
  const { gate, visitor, recent } = keeping;
  const post = createPost(endpoint, key);
  const customer = createCustomer(post, visitor.id, log);
  const outbox = createOutbox(keeping, post, clock, log);
  const { track, consent, views } = createTracking({
    isInternal: settings.internal,
    keeping,
    customer,
    outbox,
    clock,
    newId: createUuid(random),
    loadVitals,
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
    addEventListener('storage', consent.follow);
    servePage({ readContext, decide: consent.decide });
    consent.resume();
    observePage(outbox);
    observeSlots(track);
    views.observe(track);
  }, log);
  start();

  return guard<Tendero<Custom>>(
    {
      ...createCommerce(track),
      ...createSocial({
        post,
        visitorId: () => visitor.id() ?? newSecret(),
        consent: () => gate.snapshot() ?? { states: all('unset'), version: '0', at: clock() },
        newSecret,
        store: keeping.tab,
        log,
      }),
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
    },
    log,
  );
}

function all(state: ConsentState): ConsentStates {
  return { analytics: state, personalization: state, marketing: state, social: state };
}

const random: Random = (bytes) => crypto.getRandomValues(bytes);

function newSecret(): string {
  return randomId(random);
}
