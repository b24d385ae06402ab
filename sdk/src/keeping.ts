import { CONSENT_RECORD_KEY } from '@tendero/schema';
import { createGate, type Gate } from './consent/gate.ts';
import { createRecent, type Recent } from './identity/recent.ts';
import { createSession, type Session } from './identity/session.ts';
import { createVisitor, type Visitor } from './identity/visitor.ts';
import { createStore, type Store } from './lib/store.ts';

/** Everything that this browser keeps of a person. */
export interface Keeping {
  readonly gate: Gate;
  readonly visitor: Visitor;
  readonly session: Session;
  readonly recent: Recent;
  /** localStorage where consent allows it, else memory. */
  readonly store: Store;
  /** sessionStorage, for what ends with this tab. */
  readonly tab: Store;
  /** Deletes all of it but the record of consent. */
  readonly erase: () => void;
}

/** What the browser keeps; `newSecret` yields 128 random bits in hex. */
export function createKeeping(newSecret: () => string, cookieDomain: string): Keeping {
  const always = () => true;
  const gate = createGate(createStore(() => localStorage, always));
  const store = createStore(() => localStorage, gate.keeps);
  const tab = createStore(() => sessionStorage, always);
  const visitor = createVisitor(newSecret, cookieDomain);
  return {
    gate,
    visitor,
    session: createSession(store, newSecret),
    recent: createRecent(store, () => gate.allows('personalization')),
    store,
    tab,
    erase() {
      visitor.clear();
      for (const place of [store, tab]) {
        for (const key of place.keys('tendero-')) {
          if (key !== CONSENT_RECORD_KEY) place.remove(key);
        }
      }
    },
  };
}
