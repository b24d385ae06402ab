import { CONSENT_RECORD_KEY } from '@tendero/schema';
import { createGate, type Gate } from './consent/gate.ts';
import { createRecent, type Recent } from './identity/recent.ts';
import { createSession, type Session } from './identity/session.ts';
import { createVisitor, type Visitor } from './identity/visitor.ts';
import { attempt } from './lib/attempt.ts';
import { createStore, type Store } from './lib/store.ts';

/** Everything that this browser keeps of a person. */
export interface Keeping {
  readonly gate: Gate;
  readonly identity: Visitor;
  readonly visit: Session;
  readonly seen: Recent;
  /** localStorage where consent allows it, else memory. */
  readonly store: Store;
  /** Deletes all of it but the record of consent; yields the visitor's id that there was. */
  readonly erase: () => string | undefined;
}

/** What the browser keeps; `newSecret` yields 128 random bits in hex. */
export function createKeeping(newSecret: () => string, cookieDomain: string | undefined): Keeping {
  const store = createStore(
    () => localStorage,
    (key) => key === CONSENT_RECORD_KEY || gate.keeps(),
  );
  const gate = createGate(store);
  const identity = createVisitor(newSecret, cookieDomain, gate.keeps);
  return {
    gate,
    identity,
    visit: createSession(store, newSecret),
    seen: createRecent(store, () => gate.allows('personalization')),
    store,
    erase() {
      const id = identity.clear();
      for (const key of store.names('tendero-')) {
        if (key !== CONSENT_RECORD_KEY) store.remove(key);
      }
      attempt(() => sessionStorage.removeItem(SOCIAL_KEY));
      return id;
    },
  };
}

/** Where a tab keeps the secret of a social login that it has begun (sessionStorage). */
export const SOCIAL_KEY = 'tendero-social';
