import { attempt } from './attempt.ts';

/** Text by key, in the manner of localStorage; never throws. */
export interface Store {
  readonly get: (key: string) => string | undefined;
  readonly set: (key: string, value: string) => void;
  readonly remove: (key: string) => void;
  /** Every key that starts with the prefix. */
  readonly keys: (prefix: string) => string[];
  /** Drops the copy of what another tab has removed or replaced. */
  readonly forget: (key: string) => void;
}

/**
 * A store over the browser's, with a copy in memory of what this page has put into it: for what
 * the browser refuses (full, forbidden, sandboxed), must not have (`mayPersist` says no), or what
 * the shop clears away.
 */
export function createStore(open: () => Storage, mayPersist: (key: string) => boolean): Store {
  const memory = new Map<string, string>();
  // Merely reading `window.localStorage` throws where storage is forbidden.
  return {
    get: (key) => attempt(() => open().getItem(key)) ?? memory.get(key),
    set(key, value) {
      memory.set(key, value);
      const isDone = attempt(() => {
        if (mayPersist(key)) open().setItem(key, value);
        return true;
      });
      // What can't be written must not be read either: an older value would stand before the copy.
      if (!isDone) attempt(() => open().removeItem(key));
    },
    remove(key) {
      memory.delete(key);
      attempt(() => open().removeItem(key));
    },
    keys: (prefix) =>
      [...new Set([...Object.keys(Object(attempt(open))), ...memory.keys()])].filter((key) =>
        key.startsWith(prefix),
      ),
    forget: (key) => memory.delete(key),
  };
}
