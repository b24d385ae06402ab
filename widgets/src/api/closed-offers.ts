/** Remembers what a person closed, for as long as the page's address stays the same. */
export interface ClosedOffers {
  close: (slot: string) => void;
  isClosed: (slot: string) => boolean;
}

/** Creates an empty memory; `getUrl` tells the page view, also in a single-page application. */
export function createClosedOffers(getUrl: () => string): ClosedOffers {
  const closed = new Map<string, string>();
  return {
    close: (slot) => void closed.set(slot, getUrl()),
    isClosed: (slot) => closed.get(slot) === getUrl(),
  };
}
