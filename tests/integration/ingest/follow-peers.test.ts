import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Database, ReadLane } from '../../../collector/src/clickhouse/database.ts';
import { type EventRow, liveEventOf } from '../../../collector/src/ingest/event-row.ts';
import { followPeers } from '../../../collector/src/ingest/follow-peers.ts';
import { createLive } from '../../../collector/src/ingest/live.ts';
import { countTurns } from '../../support/count-turns.ts';
import { eventRow } from '../../support/event-row.ts';
import { insertEvents } from '../../support/insert-rows.ts';
import { openTestDatabase, type TestDatabase } from '../../support/open-test-database.ts';

let opened: TestDatabase;
beforeAll(async () => {
  opened = await openTestDatabase();
});
afterAll(() => opened.close());

const START = Date.now();
const HOUR_MS = 3_600_000;

/** A collector that follows its peers, at the time and with the database that the test says. */
function followAt(now: number, sizes: { maxKnown?: number; pageRows?: number } = {}) {
  const { write, serve } = opened.database;
  const state = { now, isAway: false, onHeard: () => {} };
  const heard: string[] = [];
  const live = createLive((error) => {
    throw error;
  });
  const query: ReadLane['query'] = (asked) =>
    state.isAway ? Promise.reject(new Error('away')) : serve.query(asked);
  const database: Pick<Database, 'serve' | 'write'> = { write, serve: { query } };
  const follow = followPeers({
    database,
    cluster: undefined,
    live,
    clock: () => state.now,
    onEvent(event) {
      heard.push(event.event_id);
      state.onHeard();
    },
    ...sizes,
  });
  /** Accepted here, and perhaps not yet in the database. */
  const accept = (receivedAt: number) => {
    const row = eventRow({ received_at: receivedAt });
    live.publish([liveEventOf(row)]);
    return row;
  };
  return Object.assign(state, { follow, heard, accept });
}

test('of what is accepted while the database is away so much is remembered, and none of it is learned twice', async () => {
  const here = followAt(START, { maxKnown: 3 });
  await here.follow();
  here.isAway = true;
  const own: EventRow[] = [];
  for (let second = 1; second <= 6; second += 1) {
    here.now = START + second * 1_000;
    own.push(here.accept(here.now));
    await expect(here.follow()).rejects.toThrow('away');
  }
  const peers = [2_500, 3_500, 4_500].map((after) => eventRow({ received_at: START + after }));
  await insertEvents(opened.database, [...own, ...peers]);
  here.isAway = false;
  await here.follow();
  // the third of its own was the last that had to go: what is older could be its own too
  expect(here.heard).toEqual(peers.slice(1).map((row) => row.event_id));
});

test('after a clock that was ahead is put right, others are heard as before', async () => {
  const here = followAt(START + HOUR_MS, { maxKnown: 1 });
  await here.follow();
  for (let event = 0; event < 3; event += 1) here.accept(here.now);
  here.now = START + 20_000;
  await here.follow();
  const theirs = eventRow({ received_at: here.now });
  await insertEvents(opened.database, [theirs]);
  here.now += 1_000;
  await here.follow();
  expect(here.heard).toContain(theirs.event_id);
});

test('of more events than are read at once none is passed over, whoever shares their moment', async () => {
  const here = followAt(START + 2 * HOUR_MS, { pageRows: 2 });
  const at = here.now - 1_000;
  const theirs = Array.from({ length: 7 }, (_, index) =>
    eventRow({ received_at: at, time: at - (index >> 1) }),
  );
  await insertEvents(opened.database, [eventRow({ received_at: at - 1 }), ...theirs]);
  await here.follow();
  const ids = theirs.map((row) => row.event_id);
  expect(here.heard.filter((id) => ids.includes(id)).toSorted()).toEqual(ids.toSorted());
});

test('of events that come together others have their turn in between', async () => {
  const here = followAt(START + 3 * HOUR_MS);
  const theirs = Array.from({ length: 20 }, () => eventRow({ received_at: here.now - 1_000 }));
  await insertEvents(opened.database, theirs);
  const counted = countTurns();
  const turns = new Set<number>();
  here.onHeard = () => void turns.add(counted.turns);
  await here.follow();
  expect(here.heard).toHaveLength(theirs.length);
  expect(turns.size).toBe(theirs.length);
});
