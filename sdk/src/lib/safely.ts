import { attempt } from './attempt.ts';

/** Prints to the console; what the shop's developers see of the SDK. */
export function print(...words: unknown[]): void {
  console.log('[tendero]', ...words);
}

/** Wraps a function so that it never throws: the console hears of it, and it yields undefined. */
export function safely<Args extends unknown[], Result>(
  run: (...args: Args) => Result,
): (...args: Args) => Result | undefined {
  return (...args) => attempt(() => run(...args), print);
}
