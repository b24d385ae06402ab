import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createRecentIds, placeOf } from '../../../collector/src/ingest/recent-ids.ts';

test('knows at least the newest `size` ids and never one that was not added', () => {
  const ids = fc.array(fc.nat(60).map(String), { maxLength: 200 });
  fc.assert(
    fc.property(ids, fc.integer({ min: 1, max: 20 }), (added, size) => {
      const recent = createRecentIds(size);
      for (const id of added) recent.add('shop', placeOf(id));
      for (const id of added.slice(-size)) expect(recent.has('shop', placeOf(id))).toBe(true);
      for (let id = 0; id <= 60; id += 1) {
        if (!added.includes(String(id)))
          expect(recent.has('shop', placeOf(String(id)))).toBe(false);
      }
    }),
  );
});

test('keeps at most twice as many', () => {
  const recent = createRecentIds(10);
  for (let id = 0; id < 1_000; id += 1) recent.add('shop', placeOf(String(id)));
  const known = Array.from({ length: 1_000 }, (_, id) => recent.has('shop', placeOf(String(id))));
  expect(known.filter(Boolean).length).toBeLessThanOrEqual(20);
});

test('the same id at two sites is two events', () => {
  const recent = createRecentIds();
  recent.add('shop', placeOf('a'));
  expect(recent.has('other', placeOf('a'))).toBe(false);
});

test('knows ids of any length beside each other, also when they become many', () => {
  const recent = createRecentIds();
  const idOf = (index: number) => `${index}-${'x'.repeat(index % 126)}`.slice(0, 128);
  for (let index = 0; index < 20_000; index += 2) {
    recent.add('shop', placeOf(idOf(index)));
    recent.add('shop', placeOf(idOf(index)));
  }
  for (let index = 0; index < 20_000; index += 1)
    expect(recent.has('shop', placeOf(idOf(index)))).toBe(index % 2 === 0);
});
