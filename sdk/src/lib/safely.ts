/** Wraps a function so that it never throws: the console hears of it, and it yields undefined. */
export function safely<Args extends unknown[], Result>(
  run: (...args: Args) => Result,
): (...args: Args) => Result | undefined {
  return (...args) => {
    try {
      return run(...args);
    } catch (problem) {
      console.warn('[tendero]', problem);
      return undefined;
    }
  };
}

/** An object of functions, each of which never throws. */
export function guard<Api extends { [Name in keyof Api]: (...args: never[]) => unknown }>(
  api: Api,
): Api {
  const guarded = { ...api };
  for (const name in api) guarded[name] = safely(api[name]) as Api[typeof name];
  return guarded;
}
