import { safely } from './safely.ts';

/**
 * Hears the arguments of every later call of a method of the page's, after the call. Defined anew
 * instead of assigned: a page may have frozen the prototypes.
 */
export function overhear<Args extends unknown[]>(
  owner: object,
  name: string,
  hear: (...args: Args) => void,
): void {
  const original: (...args: Args) => unknown = Reflect.get(owner, name);
  const listen = safely(hear);
  Object.defineProperty(owner, name, {
    // As it was: the page may define it anew.
    writable: true,
    configurable: true,
    value(...args: Args): unknown {
      const result = original.apply(owner, args);
      listen(...args);
      return result;
    },
  });
}
