/** A map with room for so many: what is put in again becomes the newest, and the oldest goes. */
export interface BoundedMap<Key, Value> {
  has(key: Key): boolean;
  get(key: Key): Value | undefined;
  /** Returns the entry that had to go. */
  put(key: Key, value: Value): readonly [key: Key, value: Value] | undefined;
  delete(key: Key): void;
  /** The oldest first. */
  entries(): Iterable<readonly [key: Key, value: Value]>;
}

/** An empty one for `most` entries. */
export function createBoundedMap<Key, Value>(most: number): BoundedMap<Key, Value> {
  const map = new Map<Key, Value>();
  // one for good: a new one would pass by all that has left, every time (30 µs at 50,000 entries)
  const oldestFirst = map.entries();
  return {
    has: (key) => map.has(key),
    get: (key) => map.get(key),
    put(key, value) {
      map.delete(key);
      map.set(key, value);
      if (map.size <= most) return undefined;
      const oldest = oldestFirst.next();
      if (oldest.done) return undefined;
      map.delete(oldest.value[0]);
      return oldest.value;
    },
    delete: (key) => void map.delete(key),
    entries: () => map.entries(),
  };
}
