import { expect, test } from 'vitest';
import {
  createConsentStore,
  type ConsentStanding,
} from '../../../collector/src/consent/consent-store.ts';

function standing(granted: readonly string[]): ConsentStanding {
  return {
    granted,
    decisionId: 'decision-1',
    decidedAt: 1_000,
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
  store.setUnread('shop', 'ana', () => {
    reads += 1;
    return standing(['analytics']);
  });
  return { store, reads: () => reads };
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
