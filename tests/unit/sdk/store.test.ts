import { expect, test } from 'vitest';
import { createStore } from '../../../sdk/src/lib/store.ts';

/** The browser's storage, which refuses what is written while `isFull`. */
function createStorage() {
  const kept = new Map<string, string>();
  const state = { isFull: false };
  const storage: Storage = {
    get length() {
      return kept.size;
    },
    key: (index) => [...kept.keys()][index] ?? null,
    getItem: (key) => kept.get(key) ?? null,
    setItem(key, value) {
      if (state.isFull) throw new Error('QuotaExceededError');
      kept.set(key, value);
    },
    removeItem: (key) => void kept.delete(key),
    clear: () => kept.clear(),
  };
  return { storage, state, kept };
}

test('what a full storage refuses is read back, not what it held before', () => {
  const { storage, state, kept } = createStorage();
  const store = createStore(
    () => storage,
    () => true,
  );
  store.write('tendero-retry', 'old');
  state.isFull = true;
  store.write('tendero-retry', 'new');
  expect(store.read('tendero-retry')).toBe('new');
  expect(kept.has('tendero-retry')).toBe(false);
  state.isFull = false;
  store.write('tendero-retry', 'newer');
  expect(kept.get('tendero-retry')).toBe('newer');
});

test('what must not persist is read back and leaves what is kept alone', () => {
  const { storage, kept } = createStorage();
  kept.set('a', 'kept');
  const store = createStore(
    () => storage,
    () => false,
  );
  store.write('b', 'held');
  expect(store.read('b')).toBe('held');
  expect([...kept]).toEqual([['a', 'kept']]);
});
