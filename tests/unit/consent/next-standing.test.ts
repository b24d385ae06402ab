import type { ConsentDecision, ConsentState, ConsentStates } from '@tendero/schema';
import { expect, test } from 'vitest';
import type { ConsentStanding } from '../../../collector/src/consent/consent-store.ts';
import {
  nextStanding,
  type ArrivedDecision,
} from '../../../collector/src/consent/next-standing.ts';

const NOW = Date.UTC(2026, 10, 22, 12);

function states(analytics: ConsentState, others: ConsentState = 'denied'): ConsentStates {
  return { analytics, personalization: others, marketing: others, social: others };
}

function arrive(
  id: string,
  decision: Partial<ConsentDecision>,
  rest: Partial<ArrivedDecision> = {},
): ArrivedDecision {
  return {
    id,
    decision: { states: states('granted'), version: '1', at: NOW, source: 'banner', ...decision },
    sentAt: NOW,
    receivedAt: NOW,
    gpc: false,
    ...rest,
  };
}

function decide(...arrived: ArrivedDecision[]): ConsentStanding | undefined {
  return arrived.reduce<ConsentStanding | undefined>(
    (standing, one) => nextStanding(standing, one, () => 'ab') ?? standing,
    undefined,
  );
}

test('the newest decision wins, in whatever order they arrive', () => {
  const grant = arrive('1', { at: NOW - 2_000 });
  const withdrawal = arrive('2', { at: NOW - 1_000, states: states('denied') });
  expect(decide(grant, withdrawal)?.granted).toEqual([]);
  expect(decide(withdrawal, grant)?.granted).toEqual([]);
});

test('the second word of a browser is newer, however long the first was on its way', () => {
  const first = arrive('1', { at: NOW, states: states('denied') }, { receivedAt: NOW + 3_000 });
  const onItsWay = { sentAt: NOW + 3_100, receivedAt: NOW + 3_200 };
  const second = arrive('2', { at: NOW + 1_000 }, onItsWay);
  expect(decide(first, second)).toMatchObject({
    granted: ['analytics'],
    decidedAt: NOW + 3_200,
    decisionId: '2',
  });
  const third = arrive('3', { at: NOW + 1_500, states: states('denied') }, onItsWay);
  expect(decide(first, second, third)?.granted).toEqual([]);
});

test('a browser clock that was put back between two decisions loses no withdrawal', () => {
  const grant = arrive('1', { at: NOW + 20_000 }, { sentAt: NOW + 20_000 });
  const later = { sentAt: NOW + 5_000, receivedAt: NOW + 5_000 };
  const withdrawal = arrive('2', { at: NOW + 5_000, states: states('denied') }, later);
  expect(decide(grant, withdrawal)?.granted).toEqual([]);
});

test('of two equally old decisions only what both grant is granted', () => {
  const wide = arrive('1', { states: states('granted', 'granted') });
  const narrow = arrive('2', { states: states('granted', 'denied') });
  expect(decide(wide, narrow)?.granted).toEqual(['analytics']);
  expect(decide(narrow, wide)?.granted).toEqual(['analytics']);
});

test('a known decision that is sent again later does not undo a withdrawal', () => {
  const grant = arrive('1', { at: NOW - 10 });
  const withdrawal = arrive('2', { at: NOW, states: states('denied') });
  // the copy took a second longer on its way, so its corrected time is later than the withdrawal's
  const copy = { ...grant, receivedAt: NOW + 1_000 };
  expect(decide(grant, withdrawal, copy)?.granted).toEqual([]);
});

test('a withdrawal counts also while the grant before it lies in the future of a clock put right since', () => {
  const hour = 3_600_000;
  const ahead = { sentAt: NOW + hour, receivedAt: NOW + hour };
  const grant = arrive('1', { at: NOW + hour }, ahead);
  const withdrawal = arrive('2', { at: NOW, states: states('denied') });
  const stands = decide(grant, withdrawal);
  expect(stands).toMatchObject({ granted: [], decidedAt: NOW + hour, decisionId: '2' });
  expect(decide(grant, withdrawal, { ...grant, receivedAt: NOW + 5 })?.granted).toEqual([]);
});

test('a browser clock that is wrong by years changes nothing', () => {
  const wrong = NOW + 10 * 365 * 86_400_000;
  const standing = decide(arrive('1', { at: wrong - 5_000 }, { sentAt: wrong }));
  expect(standing?.decidedAt).toBe(NOW - 5_000);
});

test('no decision is made in the future', () => {
  expect(decide(arrive('1', { at: NOW + 60_000 }))?.decidedAt).toBe(NOW);
});

test('Global Privacy Control narrows what others decided, not what the person said here', () => {
  const all = { states: states('granted', 'granted') };
  expect(decide(arrive('1', { ...all, source: 'tcf' }, { gpc: true }))?.granted).toEqual([
    'analytics',
    'personalization',
  ]);
  expect(decide(arrive('1', all, { gpc: true }))?.granted).toContain('marketing');
});
