import { attempt } from './attempt.ts';

/** Text by key, in the manner of localStorage; never throws. */
export interface Store {
  readonly read: (key: string) => string | undefined;
  readonly write: (key: string, value: string) => void;
  readonly remove: (key: string) => void;
  /** Every key that starts with the prefix. */
  readonly names: (prefix: string) => string[];
  /** Drops the copy of what another tab has removed or replaced. */
  readonly forget: (key: string) => void;
}

/**
 * A store over the browser's, with a copy in memory of what this page has put into it: for what
 * the browser refuses (full, forbidden, sandboxed), must not have (`mayPersist` says no), or what
 * the shop clears away.
 */
export function createStore(open: () => Storage, mayPersist: (key: string) => boolean): Store {
  const memory: Record<string, string> = {};
  // Merely reading `window.localStorage` throws where storage is forbidden.
  return {
    read: (key) => attempt(() => open().getItem(key)) ?? memory[key],
    write(key, value) {
      memory[key] = value;
      const isDone = attempt(() => {
        if (mayPersist(key)) open().setItem(key, value);
        return true;
      });
      // What can't be written must not be read either: an older value would stand before the copy.
      if (!isDone) attempt(() => open().removeItem(key));
    },
    remove(key) {
      delete memory[key];
      attempt(() => open().removeItem(key));
    },
    names: (prefix) =>
      Object.keys({ ...attempt<object>(open), ...memory }).filter((key) => key.startsWith(prefix)),
    forget: (key) => delete memory[key],
  };
}
