import type { Store } from '../lib/store.ts';

const KEY = 'tendero-recent';

/** As many as the recommender looks back. */
const MOST = 20;

/** The items seen in this browser, newest first. */
export interface Recent {
  readonly list: () => string[];
  readonly add: (itemId: string) => void;
  readonly clear: () => void;
}

/** The items seen, over the store; `mayKeep` says whether personalization is granted. */
export function createRecent(store: Store, mayKeep: () => boolean): Recent {
  const list = () => (mayKeep() && store.read(KEY)?.split('\n')) || [];
  return {
    list,
    add(itemId) {
      const items = list();
      // A write costs as much as the rest of an event.
      if (items[0] !== itemId && mayKeep())
        store.write(KEY, [...new Set([itemId, ...items])].slice(0, MOST).join('\n'));
    },
    clear: () => store.remove(KEY),
  };
}
