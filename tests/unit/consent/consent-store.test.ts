import { expect, test } from 'vitest';
import type { ReadLane } from '../../../collector/src/clickhouse/database.ts';
import {
  createConsentStore,
  type ConsentStanding,
  type ConsentStore,
  fillConsentStore,
  type KeptStanding,
} from '../../../collector/src/consent/consent-store.ts';
import { stateRow, subjectRow } from '../../../collector/src/consent/ledger.ts';
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

/** The line of a standing, and one that nobody can read beyond whose it is and since when. */
const stateLine = (kept: KeptStanding) => JSON.stringify(stateRow(kept));
const unreadable = (kept: KeptStanding) => stateLine(kept).replace('"granted":', '"granted"');

/** A store that finds what `ana` allows unread. */
function withUnread(toLine = stateLine) {
  const store = createConsentStore();
  const add = (granted: readonly string[], decidedAt = 1_000, line = stateLine) => {
    const kept = { siteId: 'shop', visitorId: 'ana', standing: standing(granted, decidedAt) };
    const subject = JSON.stringify(subjectRow(kept));
    store.addUnread(Buffer.from(`${line(kept)}\n`), Buffer.from(`${subject}\n`));
  };
  add(['analytics'], 1_000, toLine);
  return { store, add };
}

test('a standing that was left unread is read when it is asked for, and stays', () => {
  const { store } = withUnread();
  expect(store.standing('shop', 'bob')).toBeUndefined();
  expect(store.standing('other', 'ana')).toBeUndefined();
  expect(store.standing('shop', 'ana')).toEqual(standing(['analytics']));
  expect(store.standing('shop', 'ana')).toEqual(standing(['analytics']));
});

test('more can be added when all that was unread has been read', () => {
  const { store, add } = withUnread();
  expect(store.standing('shop', 'ana')).toEqual(standing(['analytics']));
  add([], 1_001);
  expect(store.standing('shop', 'ana')).toEqual(standing([], 1_001));
  expect([...store.entries()]).toHaveLength(1);
});

test('what nobody asks for is not read', () => {
  const { store } = withUnread(unreadable);
  expect(store.standing('shop', 'bob')).toBeUndefined();
  expect(() => store.standing('shop', 'ana')).toThrow(SyntaxError);
});

test('a decision made meanwhile stands instead, and what it replaces is never read', () => {
  const { store } = withUnread(unreadable);
  store.set('shop', 'ana', standing([]));
  expect(store.standing('shop', 'ana')).toEqual(standing([]));
});

test('who asks for everybody gets the unread ones too, also those that are read meanwhile', () => {
  const { store } = withUnread();
  store.set('shop', 'bob', standing([]));
  const ana = { siteId: 'shop', visitorId: 'ana', standing: standing(['analytics']) };
  const bob = { siteId: 'shop', visitorId: 'bob', standing: standing([]) };
  expect([...store.entries()]).toEqual([ana, bob]);
  const entries = store.entries()[Symbol.iterator]();
  store.standing('shop', 'ana');
  expect([...{ [Symbol.iterator]: () => entries }]).toEqual([bob, ana]);
});

test('an older one that is added later changes nothing, whether what is newer was read or not, and is not read beside one that was not', () => {
  const { store, add } = withUnread();
  add(['marketing'], 999, unreadable);
  expect(store.standing('shop', 'ana')).toEqual(standing(['analytics']));
  add(['marketing'], 998);
  expect(store.standing('shop', 'ana')).toEqual(standing(['analytics']));
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

test.each([
  ['a line that does not start with whose it is', '{"visitor_id":"ana"}', '{"visitor_id":"ana"}'],
  ['an id that is escaped', '{"site_id":"shop","visitor_id":"a\\"na"}', '{}'],
  [
    'somebody else’s subject',
    '{"site_id":"shop","visitor_id":"ana",',
    '{"site_id":"shop","visitor_id":"bob"',
  ],
  ['no subject', '{"site_id":"shop","visitor_id":"ana",', ''],
])('%s is refused', (_, state, subject) => {
  const store = createConsentStore();
  const toLines = (line: string) => Buffer.from(line === '' ? '' : `${line}\n`);
  expect(() => store.addUnread(toLines(state), toLines(subject))).toThrow(TypeError);
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
