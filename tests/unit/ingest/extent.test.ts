import { expect, test } from 'vitest';
import { checkEvent } from '../../../collector/src/ingest/check-event.ts';
import { extentOf } from '../../../collector/src/ingest/extent.ts';
import { keptText } from '../../../collector/src/ingest/set-aside.ts';
import { makeEvent } from '../../support/wire.ts';

const MOST = { depth: 6, chars: 1_000 };

test.each([
  1,
  '',
  'tea',
  [],
  {},
  [[], {}, [1, 2, null]],
  { a: 1, bc: { d: ['e'] } },
  { a: [[[[[1]]]]] },
])('never says more than the JSON has: %j', (value) => {
  const { chars } = extentOf(value, MOST);
  const { length } = JSON.stringify(value);
  expect(chars).toBeLessThanOrEqual(length);
  expect(chars).toBeGreaterThan(length / 2 - 1);
});

test.each([
  [1, 0],
  [[], 1],
  [{ a: [] }, 2],
  [[1, [2], [{ b: 3 }]], 3],
  [[[[[[[[[[[]]]]]]]]]], 7],
])('says how deep %j is, and looks no deeper than one level beyond', (value, depth) => {
  expect(extentOf(value, MOST).depth).toBe(depth);
});

/** A list of half a million, and how often one of its values was read. */
function countedList() {
  const counts = { reads: 0 };
  const list = new Proxy(
    Array.from({ length: 500_000 }, () => 1),
    {
      get(target, name, receiver) {
        if (name !== 'length' && name !== Symbol.iterator) counts.reads += 1;
        return Reflect.get(target, name, receiver);
      },
    },
  );
  return { list, counts };
}

test.each(['items', 'properties'])(
  'nobody walks half a million values to say that an event is too large: %s',
  (field) => {
    const { list, counts } = countedList();
    const event = { ...makeEvent(), [field]: field === 'items' ? list : { list } };
    const now = Date.now();
    const checked = checkEvent(event, [], { sentAt: now, receivedAt: now });
    expect(checked).toMatchObject({ rejection: { code: 'too_large' } });
    keptText(event, 'too_large');
    expect(counts.reads).toBeLessThan(100_000);
  },
);
