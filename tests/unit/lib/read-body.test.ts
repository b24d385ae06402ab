import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { Hono } from 'hono';
import { RequestProblem } from '../../../collector/src/lib/problem.ts';
import { readJsonBody } from '../../../collector/src/lib/read-body.ts';

const LIMITS = { maxBodyBytes: 100, maxUnpackedBytes: 1_000, gzip: false };

async function read(body: BodyInit | undefined, limits: Partial<typeof LIMITS> = {}, headers = {}) {
  const app = new Hono();
  app.onError((error, c) => c.text(error instanceof RequestProblem ? error.code : 'other', 400));
  app.post('/', async (c) => c.json({ read: await readJsonBody(c, { ...LIMITS, ...limits }) }));
  const init = { method: 'POST', headers, ...(body === undefined ? {} : { body }) };
  return (
    await app.request(new Request('http://x/', { ...init, duplex: 'half' } as RequestInit))
  ).text();
}

function packed(text: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(gzipSync(text));
}

/** A body whose length is not said beforehand. */
function streamed(chunks: readonly string[]): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream({
    start(controller) {
      for (const chunk of chunks) controller.enqueue(encoder.encode(chunk));
      controller.close();
    },
  });
}

test.each<[string, BodyInit | undefined, object, string]>([
  ['JSON', '{"a":"ñ"}', {}, '{"read":{"a":"ñ"}}'],
  ['JSON in pieces', streamed(['{"a"', ':1}']), {}, '{"read":{"a":1}}'],
  ['JSON of exactly the limit', `"${'x'.repeat(98)}"`, {}, `{"read":"${'x'.repeat(98)}"}`],
  ['JSON of one byte more', `"${'x'.repeat(99)}"`, {}, 'too_large'],
  [
    'more than the limit in pieces',
    streamed(['"', 'x'.repeat(60), 'x'.repeat(60), '"']),
    {},
    'too_large',
  ],
  ['gzip', packed('{"a":1}'), { gzip: true }, '{"read":{"a":1}}'],
  ['gzip that nobody announced', packed('{"a":1}'), {}, 'not_utf8'],
  [
    'gzip that unpacks beyond its limit',
    packed(`"${'x'.repeat(2_000)}"`),
    { gzip: true },
    'too_large',
  ],
  ['text that was announced as gzip', '{"a":1}', { gzip: true }, 'not_gzip'],
  ['gzip that is cut off', packed('{"a":1}').slice(0, 15), { gzip: true }, 'not_gzip'],
  ['bytes that are no text', new Uint8Array([0x22, 0xff, 0x22]), {}, 'not_utf8'],
  ['text that is no JSON', '{"a":', {}, 'not_json'],
  ['nothing', undefined, {}, 'not_json'],
])('%s', async (_, body, limits, expected) => {
  expect(await read(body, limits)).toBe(expected);
});

/** A body without end that counts how often it was asked for more. */
function endless() {
  const seen = { pulls: 0 };
  const body = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        seen.pulls += 1;
        controller.enqueue(new Uint8Array(10));
      },
    },
    { highWaterMark: 0 },
  );
  return { body, seen };
}

test('does not begin to read what its length already forbids', async () => {
  const { body, seen } = endless();
  expect(await read(body, {}, { 'Content-Length': '101' })).toBe('too_large');
  expect(seen.pulls).toBe(0);
});

test('stops reading an endless body at the limit', async () => {
  const { body, seen } = endless();
  expect(await read(body)).toBe('too_large');
  expect(seen.pulls).toBeLessThan(20);
});
