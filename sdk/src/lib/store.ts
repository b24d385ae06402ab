/** Text by key, in the manner of localStorage; never throws. */
export interface Store {
  readonly get: (key: string) => string | null;
  readonly set: (key: string, value: string) => void;
  readonly remove: (key: string) => void;
  /** Every key that starts with the prefix. */
  readonly keys: (prefix: string) => string[];
}

/**
 * A store over the browser's. What it refuses (full, forbidden, sandboxed) or must not have
 * (`mayPersist` says no) lives in memory for as long as the page does.
 */
export function createStore(open: () => Storage, mayPersist: () => boolean): Store {
  const memory = new Map<string, string>();
  // Merely reading `window.localStorage` throws where storage is forbidden.
  const attempt = <Result>(use: (storage: Storage) => Result): Result | undefined => {
    try {
      return use(open());
    } catch {
      return undefined;
    }
  };
  return {
    get: (key) => memory.get(key) ?? attempt((storage) => storage.getItem(key)) ?? null,
    set(key, value) {
      memory.set(key, value);
      if (!mayPersist()) return;
      attempt((storage) => {
        storage.setItem(key, value);
        memory.delete(key);
      });
    },
    remove(key) {
      memory.delete(key);
      attempt((storage) => storage.removeItem(key));
    },
    keys: (prefix) => {
      const stored = attempt((storage) => Object.keys(storage)) ?? [];
      return [...new Set([...stored, ...memory.keys()])].filter((key) => key.startsWith(prefix));
    },
  };
}
