import { expect, test } from 'vitest';
import type { ReadLane } from '../../../collector/src/clickhouse/database.ts';
import {
  createConsentStore,
  type ConsentStanding,
  type ConsentStore,
  fillConsentStore,
} from '../../../collector/src/consent/consent-store.ts';
import { countTurns } from '../../support/count-turns.ts';

function standing(granted: readonly string[], decidedAt = 1_000): ConsentStanding {
  return {
    granted,
    decisionId: 'decision-1',
    decidedAt,
    noticeVersion: '1',
    source: 'banner',
    knownDecisions: ['decision-1'],
    subjectKey: '',
  };
}

/** A store that finds what `ana` allows unread, and how often that was read. */
function withUnread() {
  const store = createConsentStore();
  let reads = 0;
  const add = (granted: readonly string[], decidedAt = 1_000) =>
    store.addUnread('shop', 'ana', {
      decidedAt: new Date(decidedAt).toISOString(),
      read() {
        reads += 1;
        return standing(granted, decidedAt);
      },
    });
  add(['analytics']);
  return { store, add, reads: () => reads };
}

test('a standing that was left unread is read once, and only when it is asked for', () => {
  const { store, reads } = withUnread();
  expect(store.standing('shop', 'bob')).toBeUndefined();
  expect(store.standing('other', 'ana')).toBeUndefined();
  expect(reads()).toBe(0);
  expect(store.standing('shop', 'ana')).toEqual(standing(['analytics']));
  expect(store.standing('shop', 'ana')).toEqual(standing(['analytics']));
  expect(reads()).toBe(1);
});

test('a decision made meanwhile stands instead, and what it replaces is never read', () => {
  const { store, reads } = withUnread();
  store.set('shop', 'ana', standing([]));
  expect(store.standing('shop', 'ana')).toEqual(standing([]));
  expect(reads()).toBe(0);
});

test('who asks for everybody gets the unread ones too', () => {
  const { store } = withUnread();
  store.set('shop', 'bob', standing([]));
  expect([...store.entries()]).toEqual([
    { siteId: 'shop', visitorId: 'ana', standing: standing(['analytics']) },
    { siteId: 'shop', visitorId: 'bob', standing: standing([]) },
  ]);
});

test('an older one that is added later changes nothing, whether what is newer was read or not, and is never read', () => {
  const { store, add, reads } = withUnread();
  add(['marketing'], 999);
  expect(store.standing('shop', 'ana')).toEqual(standing(['analytics']));
  add(['marketing'], 998);
  expect(store.standing('shop', 'ana')).toEqual(standing(['analytics']));
  expect(reads()).toBe(1);
  add([], 1_001);
  expect(store.standing('shop', 'ana')).toEqual(standing([], 1_001));
});

test('of two that are equally old only what both grant is granted, read or not', () => {
  const { store, add } = withUnread();
  add(['analytics', 'marketing']);
  expect(store.standing('shop', 'ana')).toEqual(standing(['analytics']));
  add(['marketing']);
  expect(store.standing('shop', 'ana')).toEqual(standing([]));
});

test('while everybody is read others have their turn, and what is decided meanwhile stands', async () => {
  const rows = ['ana', 'bob', 'eva'].map((visitor) => ({
    site_id: 'shop',
    visitor_id: visitor,
    granted: ['analytics'],
    decision_id: 'decision-1',
    notice_version: '1',
    source: 'banner',
    known_decisions: ['decision-1'],
    decided_at_ms: 1_000,
    subject_key: '',
  }));
  const lane: ReadLane = { query: async ({ row }) => rows.map((one) => row.parse(one)) };
  const store = createConsentStore();
  const counted = countTurns();
  const turns: number[] = [];
  const watched: ConsentStore = {
    ...store,
    set(...decided) {
      turns.push(counted.turns);
      store.set(...decided);
    },
  };
  setImmediate(() => store.set('shop', 'eva', standing([], 2_000)));
  await fillConsentStore(lane, watched);
  expect(new Set(turns).size).toBe(2);
  expect(store.standing('shop', 'bob')?.granted).toEqual(['analytics']);
  expect(store.standing('shop', 'eva')).toEqual(standing([], 2_000));
});
