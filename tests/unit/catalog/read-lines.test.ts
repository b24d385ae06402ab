import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Line, readLines } from '../../../collector/src/catalog/read-lines.ts';

async function* inChunks(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let start = 0; start < bytes.length; start += size) yield bytes.slice(start, start + size);
}

async function linesOf(text: string, { chunk = 7, max = 1_000 } = {}): Promise<Line[]> {
  const lines: Line[] = [];
  for await (const line of readLines(inChunks(Buffer.from(text), chunk), max)) lines.push(line);
  return lines;
}

test('finds the same lines wherever the body is cut into chunks, also inside a character', async () => {
  const content = fc.array(fc.string({ unit: 'binary', maxLength: 8 }), { maxLength: 8 });
  await fc.assert(
    fc.asyncProperty(content, fc.integer({ min: 1, max: 9 }), async (parts, chunk) => {
      const text = `${parts.join('\n')}\n`.replace(/^\ufeff/, '');
      const found = await linesOf(text, { chunk });
      expect(found.map((line) => `${line.text}\n`).join('')).toBe(text);
      expect(found.map(({ line }) => line)).toEqual(found.map((_, index) => index + 1));
    }),
  );
});

test('reads a last line without a line end, and none from an empty body', async () => {
  expect(await linesOf('one\ntwo')).toEqual([
    { line: 1, text: 'one' },
    { line: 2, text: 'two' },
  ]);
  expect(await linesOf('')).toEqual([]);
});

test('gives up a line that is too long without its neighbours', async () => {
  const text = `ok\n${'x'.repeat(5_000)}\nalso ok\n${'y'.repeat(5_000)}`;
  for (const chunk of [3, 64, 20_000]) {
    expect((await linesOf(text, { chunk, max: 10 })).map((line) => line.text)).toEqual([
      'ok',
      undefined,
      'also ok',
      undefined,
    ]);
  }
});
