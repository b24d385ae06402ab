/** Prints to the console; what the shop's developers see of the SDK. */
export function print(...words: unknown[]): void {
  console.log('[tendero]', ...words);
}

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
