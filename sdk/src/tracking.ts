import type { Context } from '@tendero/schema';
import { createPageViews, type PageViews } from './capture/page-views.ts';
import { createVitalsStarter } from './capture/vitals-starter.ts';
import type { Load, Log } from './chunks.ts';
import { type Consent, createConsent } from './consent/consent.ts';
import type { Outbox } from './delivery/outbox.ts';
import type { Track } from './events.ts';
import type { Customer } from './identity/customer.ts';
import type { Keeping } from './keeping.ts';
import { safely } from './lib/safely.ts';
import type { NewId } from './lib/uuid.ts';
import { readPage } from './page.ts';
import { tellConsent } from './page-protocol.ts';
import { createRecorder, type Recorder } from './recorder.ts';

/** What {@link createTracking} stands on. */
export interface TrackingParts {
  readonly isInternal: boolean;
  readonly keeping: Keeping;
  readonly customer: Customer;
  readonly outbox: Outbox;
  readonly clock: () => number;
  readonly newId: NewId;
  readonly load: Load;
  readonly log: Log;
}

/** The way of an event from the page to the outbox, and the consent that opens it. */
export interface Tracking {
  readonly track: Track;
  readonly consent: Consent;
  readonly views: PageViews;
}

/** Ties recorder and consent together: a decision releases what the recorder held. */
export function createTracking(parts: TrackingParts): Tracking {
  const { keeping, customer, outbox, clock, newId, load, log } = parts;
  const { gate, recent } = keeping;
  const views = createPageViews();
  const recorder = createPageRecorder(parts, views);
  const track = safely<Parameters<Track>, void>((name, fields = {}) => {
    consent.follow();
    recorder.record(name, fields);
  });
  const startVitals = createVitalsStarter(load, track, log);

  const consent = createConsent({
    keeping,
    outbox,
    clock,
    newId,
    announce: (consent) => recorder.record('consent_update', { consent }),
    changed() {
      if (!gate.allows('personalization')) recent.clear();
      recorder.release();
      customer.prove();
      if (gate.allows('analytics')) startVitals();
      tellConsent(gate.snapshot());
    },
  });
  return { track, consent, views };
}

function createPageRecorder(parts: TrackingParts, views: PageViews): Recorder {
  const { keeping, customer, outbox, clock, newId, isInternal, log } = parts;
  const { gate, visitor, session, recent } = keeping;

  function describe(timeMs: number): Omit<Context, 'page' | 'consent'> {
    const id = visitor.id();
    const customerId = customer.claimed();
    return {
      ...(id && { visitor: id }),
      session: session.touch(timeMs),
      ...(customerId && { customer_id: customerId }),
      ...(isInternal && { internal: true }),
    };
  }

  return createRecorder({
    clock,
    newId,
    readPage: () => readPage(views.referrer()),
    snapshot: gate.snapshot,
    keeps: gate.keeps,
    describe,
    accept(event, context) {
      outbox.accept(event, context);
      if (event.type === 'view_item') event.items?.forEach(({ item_id }) => recent.add(item_id));
    },
    log,
  });
}
