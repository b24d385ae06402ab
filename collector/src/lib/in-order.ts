/** Runs `work` for each item, one after the other; stops at the first rejection. */
export function inOrder<Item>(
  items: readonly Item[],
  work: (item: Item) => Promise<void>,
): Promise<void> {
  return items.reduce((before, item) => before.then(() => work(item)), Promise.resolve());
}
