/** Prints to the console; what the shop's developers see of the SDK. */
export function print(...words: unknown[]): void {
  console.log('[tendero]', ...words);
}
