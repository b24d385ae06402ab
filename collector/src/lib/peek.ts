/** A body whose start is known. */
export interface Peeked {
  readonly start: Buffer;
  /** The whole body, the start included. */
  readonly all: AsyncIterable<Uint8Array>;
}

/** Reads a body until its start is enough, or its end, without losing any of it. */
export async function peek(
  body: AsyncIterable<Uint8Array>,
  isEnough: (start: Buffer) => boolean,
): Promise<Peeked> {
  const chunks = body[Symbol.asyncIterator]();
  let start: Buffer = Buffer.alloc(0);
  do {
    const next = await chunks.next();
    if (next.done === true) break;
    start = Buffer.concat([start, next.value]);
  } while (!isEnough(start));
  return { start, all: joined(start, chunks) };
}

async function* joined(start: Buffer, rest: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield start;
  yield* { [Symbol.asyncIterator]: () => rest };
}
