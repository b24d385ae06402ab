import { createStore, type Store } from '../../../sdk/src/lib/store.ts';

/** A store without a browser: storage is forbidden, so all of it is memory. */
export function memoryStore(): Store {
  return createStore(
    () => {
      throw new Error('forbidden');
    },
    () => true,
  );
}
