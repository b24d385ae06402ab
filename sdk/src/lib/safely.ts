import { print } from './console.ts';

/** Wraps a function so that it never throws: the console hears of it, and it yields undefined. */
export function safely<Args extends unknown[], Result>(
  run: (...args: Args) => Result,
): (...args: Args) => Result | undefined {
  return (...args) => {
    try {
      return run(...args);
    } catch (problem) {
      print(problem);
      return undefined;
    }
  };
}

/** The same object, none of whose functions throws. */
export function guard<Api extends object>(api: Api): Api {
  const bare: object = api;
  return new Proxy(api, {
    get(_target, name) {
      const run: ((...args: unknown[]) => unknown) | undefined = Reflect.get(bare, name);
      return run && safely(run);
    },
  });
}
