import type { LiveEvent } from './event-row.ts';

/** The events that this collector has accepted and made durable, as they come, for features in the same process. */
export interface Live<Event = LiveEvent> {
  publish(events: readonly Event[]): void;
  /** Calls `listener` with each batch from now on; returns the function that ends it. */
  subscribe(listener: (events: readonly Event[]) => void): () => void;
}

/** A listener that throws is reported and keeps the others going. */
export function createLive<Event = LiveEvent>(onError: (error: unknown) => void): Live<Event> {
  const listeners = new Set<(events: readonly Event[]) => void>();
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
