/** A line of a body, counted from 1; `text` is undefined where the line was longer than allowed. */
export interface Line {
  readonly line: number;
  readonly text: string | undefined;
}

/** Splits a body into lines while it arrives; keeps no more than one line of `maxChars` in memory. */
export async function* readLines(
  body: AsyncIterable<Uint8Array>,
  maxChars: number,
): AsyncGenerator<Line> {
  const decoder = new TextDecoder();
  let line = 1;
  let rest = '';
  let isTooLong = false;
  for await (const chunk of body) {
    const parts = decoder.decode(chunk, { stream: true }).split('\n');
    const last = parts.pop() ?? '';
    for (const part of parts) {
      const text = rest + part;
      yield { line, text: isTooLong || text.length > maxChars ? undefined : text };
      line += 1;
      rest = '';
      isTooLong = false;
    }
    rest += last;
    isTooLong ||= rest.length > maxChars;
    if (isTooLong) rest = '';
  }
  const text = rest + decoder.decode();
  if (isTooLong) yield { line, text: undefined };
  else if (text !== '') yield { line, text };
}
