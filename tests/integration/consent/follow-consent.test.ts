import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  type ConsentStanding,
  createConsentStore,
  type KeptStanding,
} from '../../../collector/src/consent/consent-store.ts';
import { followConsent } from '../../../collector/src/consent/follow-consent.ts';
import { stateRow, subjectRow } from '../../../collector/src/consent/ledger.ts';
import { insertRows } from '../../support/insert-rows.ts';
import { openTestDatabase, type TestDatabase } from '../../support/open-test-database.ts';
import { makeVisitor } from '../../support/wire.ts';

let opened: TestDatabase;
beforeAll(async () => {
  opened = await openTestDatabase();
});
afterAll(() => opened.close());

/** Everything that another collector was told, however long ago. */
const LONG_AGO = Date.UTC(2020, 0, 1);

function decided(visitorId: string, changes: Partial<ConsentStanding> = {}): KeptStanding {
  const standing = {
    granted: ['personalization'],
    decisionId: 'grant',
    decidedAt: LONG_AGO,
    noticeVersion: '1',
    source: 'banner',
    knownDecisions: ['grant'],
    subjectKey: '0'.repeat(64),
    ...changes,
  };
  return { siteId: 'shop', visitorId, standing };
}

const withdrawn = (visitorId: string): KeptStanding =>
  decided(visitorId, {
    granted: [],
    decisionId: 'no',
    knownDecisions: ['no', 'grant'],
    decidedAt: LONG_AGO + 1,
  });

/** As the journal of another collector drains. */
async function drain(...kept: readonly KeptStanding[]): Promise<void> {
  await insertRows(opened.database, 'consent_subjects', kept.map(subjectRow));
  await insertRows(opened.database, 'consent_states', kept.map(stateRow));
}

async function beginFollowing(pageRows?: number) {
  const store = createConsentStore();
  const heard: string[] = [];
  const feed = followConsent({
    database: opened.database,
    cluster: undefined,
    store,
    onNews: async (standings) => void heard.push(...standings.map((one) => one.visitorId)),
    ...(pageRows === undefined ? {} : { pageRows }),
  });
  await feed.begin();
  return { feed, store, heard };
}

test('what another collector was told long before it reaches the database is heard, once', async () => {
  const { feed, store, heard } = await beginFollowing();
  const visitor = makeVisitor();
  await drain(decided(visitor));
  await feed.follow();
  expect(store.standing('shop', visitor)?.granted).toEqual(['personalization']);
  await drain(withdrawn(visitor));
  await feed.follow();
  expect(store.standing('shop', visitor)).toEqual(withdrawn(visitor).standing);
  await feed.follow();
  expect(heard.filter((one) => one === visitor)).toHaveLength(2);
});

test('of more changes than are read at once none is passed over', async () => {
  const { feed, store } = await beginFollowing(2);
  const visitors = Array.from({ length: 7 }, makeVisitor);
  await drain(...visitors.map((one) => decided(one)));
  await drain(...visitors.map((one) => withdrawn(one)));
  await feed.follow();
  for (const visitor of visitors) expect(store.standing('shop', visitor)?.granted).toEqual([]);
});

test('a standing that comes after the note of its change is taken when it is there', async () => {
  const { feed, store } = await beginFollowing();
  const visitor = makeVisitor();
  await insertRows(opened.database, 'consent_states', [stateRow(withdrawn(visitor))]);
  await feed.follow();
  expect(store.standing('shop', visitor)).toBeUndefined();
  await insertRows(opened.database, 'consent_subjects', [subjectRow(withdrawn(visitor))]);
  await feed.follow();
  expect(store.standing('shop', visitor)?.granted).toEqual([]);
});
