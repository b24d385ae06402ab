import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import type { ReadLane } from '../../../collector/src/clickhouse/database.ts';
import { createConsentStore } from '../../../collector/src/consent/consent-store.ts';
import { replay } from '../../../collector/src/ingest/replay.ts';
import { countTurns } from '../../support/count-turns.ts';
import { siteConfig } from '../../support/site-config.ts';
import { makeContext, makeEvent } from '../../support/wire.ts';

test('while what was rejected is judged others have their turn, and what is withdrawn in it counts', async () => {
  const now = Date.now();
  const [site] = siteConfig().sites;
  if (!site) throw new Error('the shop is missing');
  const context = makeContext();
  const rows = Array.from({ length: 5 }, () => ({
    line_id: randomUUID(),
    received_ms: now,
    code: 'bad_event',
    path: 'type',
    message: 'not known then',
    visitor_id: context.visitor,
    event_id: randomUUID(),
    body: JSON.stringify({ event: makeEvent({ type: 'search' }), context, sentAt: now }),
  }));
  const lane: ReadLane = { query: async ({ row }) => rows.map((one) => row.parse(one)) };
  const consent = createConsentStore();
  const standing = {
    granted: ['analytics'],
    decisionId: 'decision-1',
    decidedAt: 0,
    noticeVersion: '1',
    source: 'banner',
    knownDecisions: ['decision-1'],
    subjectKey: '',
  };
  const visitor = context.visitor ?? '';
  consent.set(site.id, visitor, standing);
  const append = () => Promise.reject(new Error('nothing is allowed any more'));
  const counted = countTurns();
  setImmediate(() => consent.set(site.id, visitor, { ...standing, granted: [] }));
  const report = await replay({ site, lane, journal: { append }, consent, now });
  expect(report).toEqual({ replayed: 0, rejected: 0, no_consent: rows.length });
  expect(counted.turns).toBe(rows.length);
});
