/** Wraps a function so that it never throws: what it throws is reported, and it yields undefined. */
export function safely<Args extends unknown[], Result>(
  run: (...args: Args) => Result,
  report: (problem: unknown) => void,
): (...args: Args) => Result | undefined {
  return (...args) => {
    try {
      return run(...args);
    } catch (problem) {
      report(problem);
      return undefined;
    }
  };
}

/** An object of functions, each of which never throws. */
export function guard<Api extends { [Name in keyof Api]: (...args: never[]) => unknown }>(
  api: Api,
  report: (problem: unknown) => void,
): Api {
  const guarded = { ...api };
  for (const name in api) guarded[name] = safely(api[name], report) as Api[typeof name];
  return guarded;
}
