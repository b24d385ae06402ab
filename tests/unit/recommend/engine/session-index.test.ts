import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { countCompanions } from '../../../../collector/src/recommend/engine/companion.ts';
import {
  createSessionIndex,
  forgetOwner,
  itemsInSlot,
  learnNew,
  learnSession,
  MAX_ITEMS,
  MAX_OF_OWNER,
  MAX_POSTINGS,
  newestWith,
  oldestSession,
  type SessionIndex,
} from '../../../../collector/src/recommend/engine/session-index.ts';
import { slotsOf } from '../../../../collector/src/recommend/engine/session-keys.ts';
import { itemsBefore, slotsKept } from '../../../../collector/src/recommend/engine/snapshot.ts';
import { createSiteMemory } from '../../../../collector/src/recommend/site-memory.ts';

const key = (owner: string, name = 'one') => ({ owner, name });

/** The sessions that are kept and hold the item, newest first. */
function sessionsWith(index: SessionIndex, item: number): number[][] {
  return [...newestWith(index, item)]
    .filter((number) => number >= oldestSession(index))
    .map((number) => [...itemsInSlot(index, number % index.maxSessions)])
    .filter((items) => items.length > 0);
}

test('keeps sessions in their order, repeats and all, the newest first', () => {
  const index = createSessionIndex();
  learnSession(index, key('ana'), [1, 2, 1]);
  learnSession(index, key('bob'), [2, 3]);
  expect(sessionsWith(index, 2)).toEqual([
    [2, 3],
    [1, 2, 1],
  ]);
  expect(sessionsWith(index, 1)).toEqual([[1, 2, 1]]);
  expect(sessionsWith(index, 9)).toEqual([]);
});

test('changes nothing when it learns a session again, and goes on where one went on', () => {
  const index = createSessionIndex();
  learnSession(index, key('ana'), [1, 2]);
  learnSession(index, key('ana'), [1, 2]);
  expect(sessionsWith(index, 1)).toEqual([[1, 2]]);
  expect(index.postings.counts[1]).toBe(1);
  learnSession(index, key('ana'), [1, 2, 3]);
  expect(sessionsWith(index, 3)).toEqual([[1, 2, 3]]);
});

test('an item enters its session at once', () => {
  const index = createSessionIndex();
  expect(learnNew(index, key('ana'), [1])).toEqual([1]);
  expect(learnNew(index, key('ana', 'two'), [5])).toEqual([5]);
  expect(learnNew(index, key('ana'), [1, 2, 1, 2])).toEqual([2]);
  expect(sessionsWith(index, 2)).toEqual([[1, 2]]);
  expect(learnNew(index, key('ana'), [])).toEqual([]);
});

test('forgets all sessions of an owner and nothing of the others', () => {
  const index = createSessionIndex();
  learnSession(index, key('ana'), [1, 2]);
  learnSession(index, key('ana', 'two'), [1, 4]);
  learnSession(index, key('bob'), [1, 3]);
  forgetOwner(index, 'ana');
  expect(sessionsWith(index, 1)).toEqual([[1, 3]]);
  expect(sessionsWith(index, 2)).toEqual([]);
  expect([...countCompanions(index, 1)]).toEqual([[3, 1]]);
  expect(index.postings.counts[1]).toBe(1);
  learnSession(index, key('ana'), [1, 5]);
  expect(sessionsWith(index, 1)).toEqual([
    [1, 5],
    [1, 3],
  ]);
});

test('names that are one under a seed that is known are two under another', () => {
  const isForgottenWith = (seed?: number) => {
    const index = createSessionIndex(seed === undefined ? {} : { seed });
    learnSession(index, key('visitor-122789'), [1]);
    forgetOwner(index, 'visitor-339192');
    return sessionsWith(index, 1).length === 0;
  };
  expect(isForgottenWith()).toBe(true);
  expect(isForgottenWith(12_345)).toBe(false);
  expect(createSiteMemory().seen.index.keys.seed).not.toBe(createSiteMemory().seen.index.keys.seed);
});

describe('memory is bounded', () => {
  test('the oldest session leaves when one more begins', () => {
    const index = createSessionIndex({ maxSessions: 2 });
    for (const [number, owner] of ['ana', 'bob', 'eva'].entries()) {
      learnSession(index, key(owner), [1, 10 + number]);
    }
    expect(sessionsWith(index, 1)).toEqual([
      [1, 12],
      [1, 11],
    ]);
    expect(index.postings.counts[1]).toBe(2);
    expect(learnNew(index, key('ana'), [1])).toEqual([1]);
  });

  test('an owner’s oldest session leaves when one more of theirs begins, and nobody else’s', () => {
    const index = createSessionIndex({ maxSessions: 450 });
    learnSession(index, key('bob'), [1]);
    // once around all the slots, so that the newest is in one of the first
    for (let at = 0; at < 499; at += 1) learnSession(index, key('ana', `${at}`), [2, 1_000 + at]);
    expect(slotsOf(index.keys, 'ana')).toHaveLength(MAX_OF_OWNER);
    expect(index.postings.counts[2]).toBe(MAX_OF_OWNER);
    const kept = slotsOf(index.keys, 'ana').map((slot) => itemsInSlot(index, slot)[1] ?? 0);
    expect(new Set(kept)).toEqual(
      new Set(Array.from({ length: MAX_OF_OWNER }, (_, at) => 1_399 + at)),
    );
    learnSession(index, key('bob', 'two'), [1]);
    expect(sessionsWith(index, 1)).toEqual([[1]]);
    // one that is known goes on, and none leaves for it
    learnSession(index, key('ana', '400'), [2, 1_400, 3]);
    expect(slotsOf(index.keys, 'ana')).toHaveLength(MAX_OF_OWNER);
    forgetOwner(index, 'ana');
    expect(slotsOf(index.keys, 'ana')).toEqual([]);
    expect(index.postings.counts[2]).toBe(0);
  });

  test('what somebody looked at before is read from few sessions, however many they began', () => {
    const index = createSessionIndex();
    for (let at = 0; at < 1_000; at += 1) learnSession(index, key('ana', `${at}`), [at]);
    const [newest = -1] = slotsKept(index).slice(-1);
    expect(slotsKept(index)).toHaveLength(MAX_OF_OWNER);
    expect(itemsBefore(index, newest, 3)).toEqual([998, 997, 996]);
    expect(itemsBefore(index, newest, 1_000)).toHaveLength(MAX_OF_OWNER - 1);
  });

  test('room does not grow once the sessions kept are as many as may be', () => {
    const index = createSessionIndex({ maxSessions: 500 });
    const bytes = () =>
      index.arena.cells.byteLength +
      index.postings.arena.cells.byteLength +
      index.keys.owners.byteLength +
      index.starts.byteLength;
    const learn = (from: number, to: number) => {
      for (let at = from; at < to; at += 1) {
        const items = Array.from({ length: 1 + (at % 9) }, (_, back) => (at * 7 + back) % 60);
        learnSession(index, key(`visitor-${at}`), items);
      }
    };
    learn(0, 5_000);
    const before = bytes();
    learn(5_000, 40_000);
    expect(bytes()).toBe(before);
  });

  test('leaves out what comes after the most items of a session, and the oldest of an item', () => {
    const index = createSessionIndex();
    learnSession(
      index,
      key('program'),
      Array.from({ length: 1_000 }, (_, at) => at),
    );
    expect(sessionsWith(index, 0)[0]).toHaveLength(MAX_ITEMS);
    expect(sessionsWith(index, MAX_ITEMS)).toEqual([]);
    for (let at = 0; at < 400; at += 1) learnSession(index, key(`v${at}`), [7, at]);
    expect(sessionsWith(index, 7)).toHaveLength(MAX_POSTINGS);
    expect(sessionsWith(index, 7)[0]).toEqual([7, 399]);
  });
});

test('equals a plain list of sessions, whatever is learned and forgotten in which order', () => {
  const owner = fc.constantFrom('ana', 'bob', 'eva', 'leo', 'mia');
  const name = fc.constantFrom('one', 'two', 'three');
  const item = fc.nat({ max: 12 });
  const step = fc.oneof(
    fc.record({ act: fc.constant('item' as const), owner, name, item }),
    fc.record({ act: fc.constant('forget' as const), owner }),
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 300, size: 'max' }), (steps) => {
      const maxSessions = 6;
      const index = createSessionIndex({ maxSessions });
      let plain: { owner: string; name: string; items: number[] }[] = [];
      for (const one of steps) {
        if (one.act === 'forget') {
          forgetOwner(index, one.owner);
          // the room of a forgotten session is given out again in its turn
          plain = plain.map((kept) => (kept.owner === one.owner ? { ...kept, items: [] } : kept));
          continue;
        }
        const isNew = learnNew(index, one, [one.item]).length === 1;
        const known = plain.find(
          (kept) => kept.owner === one.owner && kept.name === one.name && kept.items.length > 0,
        );
        expect(isNew).toBe(!known?.items.includes(one.item));
        if (known && isNew) known.items.push(one.item);
        if (!known) plain = [...plain, { ...one, items: [one.item] }].slice(-maxSessions);
      }
      for (let wanted = 0; wanted <= 12; wanted += 1) {
        const expected = plain.filter(({ items }) => items.includes(wanted));
        const found = sessionsWith(index, wanted).map((items) => items.join());
        expect(found.toSorted()).toEqual(expected.map(({ items }) => items.join()).toSorted());
        expect(index.postings.counts[wanted] ?? 0).toBe(expected.length);
      }
    }),
    { numRuns: 200 },
  );
});
