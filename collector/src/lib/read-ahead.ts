/** The same values; the next one is in the making while the caller works on the one before. */
export async function* readAhead<Value>(source: AsyncIterable<Value>): AsyncGenerator<Value> {
  const values = source[Symbol.asyncIterator]();
  let next = values.next();
  try {
    for (;;) {
      const { done, value } = await next;
      if (done === true) return;
      next = values.next();
      // a failure is the next round's to report
      next.catch(() => undefined);
      yield value;
    }
  } finally {
    await values.return?.();
  }
}
