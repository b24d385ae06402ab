import { LIMITS } from '@tendero/schema';
import { expect, test } from 'vitest';
import { checkContext, checkEvent } from '../../../collector/src/ingest/check-event.ts';
import { makeContext, makeEvent } from '../../support/wire.ts';

/** A plain event of so many bytes, most of them in letters of three bytes each. */
function eventOfBytes(bytes: number) {
  const names = Array.from({ length: 12 }, (_, index) => `p${index}`);
  const words = Object.fromEntries(names.map((name) => [name, '漢'.repeat(900)]));
  const event = makeEvent({ properties: { ...words, rest: '' } });
  const missing = bytes - Buffer.byteLength(JSON.stringify(event));
  return { ...event, properties: { ...event.properties, rest: 'x'.repeat(missing) } };
}

test.each([
  ['known', (bytes: number) => bytes],
  ['unknown', () => undefined],
])('an event may have as many bytes of UTF-8 as the limit says: body size %s', (_, sizeOf) => {
  const now = Date.now();
  const check = (bytes: number) => {
    const bodyBytes = sizeOf(bytes + 200);
    const times = { sentAt: now, receivedAt: now, ...(bodyBytes && { bodyBytes }) };
    return checkEvent(eventOfBytes(bytes), [checkContext(makeContext())], times);
  };
  expect(check(LIMITS.maxEventBytes).ok).toBe(true);
  expect(check(LIMITS.maxEventBytes + 1)).toMatchObject({
    ok: false,
    rejection: { code: 'too_large' },
  });
});
