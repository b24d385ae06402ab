/** What the function yields; undefined where it throws, of which `hear` is told. */
export function attempt<Result>(
  run: () => Result,
  hear?: (problem: unknown) => void,
): Result | undefined {
  try {
    return run();
  } catch (problem) {
    hear?.(problem);
    return undefined;
  }
}
