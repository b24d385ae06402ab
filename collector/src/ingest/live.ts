import type { EventRow } from './event-row.ts';

/** The events that this collector has accepted and made durable, as they come, for features in the same process. */
export interface Live {
  publish(events: readonly EventRow[]): void;
  /** Calls `listener` with each batch from now on; returns the function that ends it. */
  subscribe(listener: (events: readonly EventRow[]) => void): () => void;
}

/** A listener that throws is reported and keeps the others going. */
export function createLive(onError: (error: unknown) => void): Live {
  const listeners = new Set<(events: readonly EventRow[]) => void>();
  return {
    publish(events) {
      for (const listener of listeners) {
        try {
          listener(events);
        } catch (error) {
          onError(error);
        }
      }
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
