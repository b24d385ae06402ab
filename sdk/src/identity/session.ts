import type { Store } from '../lib/store.ts';

const KEY = 'tendero-session';

/** A visit ends after half an hour without an event, as in GA4. */
const IDLE_MS = 30 * 60_000;

/** How far the kept time may lag behind: a write to the browser's storage costs as much as the rest of an event. */
const LAG_MS = 10_000;

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
      let [id, last] = store.read(KEY)?.split('.') ?? [];
      const sinceMs = nowMs - Number(last);
      if (!id || sinceMs > IDLE_MS) id = newId();
      if (!(sinceMs < LAG_MS)) store.write(KEY, `${id}.${nowMs}`);
      return id;
    },
    end: () => store.remove(KEY),
  };
}
