import type { Store } from '../lib/store.ts';

const KEY = 'tendero-session';

/** A visit ends after half an hour without an event, as in GA4. */
const IDLE_MS = 30 * 60_000;

/** One visit, shared by all tabs. */
export interface Session {
  /** The id of the visit that an event at this time (ms) belongs to. */
  readonly touch: (nowMs: number) => string;
  /** Ends the visit; the next event begins another. */
  readonly end: () => void;
}

/** The session over the store. */
export function createSession(store: Store, newId: () => string): Session {
  return {
    touch(nowMs) {
      const [kept, last] = store.get(KEY)?.split('.') ?? [];
      const isOpen = kept && nowMs - Number(last) < IDLE_MS;
      const id = isOpen ? kept : newId();
      store.set(KEY, `${id}.${nowMs}`);
      return id;
    },
    end: () => store.remove(KEY),
  };
}
