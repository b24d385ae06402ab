import pino from 'pino';
import { expect, test } from 'vitest';
import { createConsentStore } from '../../../collector/src/consent/consent-store.ts';
import { createLedger, NO_CHAIN } from '../../../collector/src/consent/ledger.ts';
import { createEventsHandler } from '../../../collector/src/ingest/events-handler.ts';
import { createLive } from '../../../collector/src/ingest/live.ts';
import { createProblemReport } from '../../../collector/src/middleware/answer-problems.ts';
import type { PageRequest } from '../../../collector/src/middleware/page-handler.ts';
import { createRequestLimits } from '../../../collector/src/middleware/request-limits.ts';
import { siteConfig } from '../../support/site-config.ts';
import { ALL, decisionOf, makeContext, makeEnvelope } from '../../support/wire.ts';

const clock = Date.now;

/** The handler over a disk that takes until `sync` is called. */
function slowly() {
  const config = siteConfig();
  const consent = createConsentStore();
  let sync = () => {};
  let begun = () => {};
  const writing = new Promise<void>((resolve) => (begun = resolve));
  const handle = createEventsHandler({
    config,
    clock,
    journal: {
      append() {
        begun();
        return new Promise((resolve) => (sync = resolve));
      },
    },
    consent,
    ledger: createLedger({ collectorId: 'test', head: NO_CHAIN }),
    live: createLive(() => {}),
    limits: createRequestLimits({ config, clock }),
    countryOf: () => 'ES',
    report: createProblemReport({
      logger: pino({ level: 'silent' }),
      clock,
      metrics: { countRefusal: () => {} },
      refusals: { add: () => {} },
    }),
  });
  const [site] = config.sites;
  if (!site) throw new Error('the shop is missing');
  const request = (envelope: object): PageRequest => ({
    path: '/v1/events',
    query: (name) => (name === 'key' ? site.writeKeys[0] : undefined),
    header: (name) =>
      ({ origin: site.origins[0], 'user-agent': 'Mozilla/5.0 Firefox/140.0' })[String(name)],
    socketAddress: '203.0.113.1',
    readBody: async () => Buffer.from(JSON.stringify(envelope)),
    hold: () => {},
  });
  return {
    consent,
    siteId: site.id,
    writing,
    sync: () => sync(),
    send: (envelope: object) => handle(request(envelope)),
  };
}

/** While a grant of a minute ago is written, another collector is told this. */
async function grantWhileHeard(granted: readonly string[], afterMs: number) {
  const { consent, siteId, writing, sync, send } = slowly();
  const decidedAt = Date.now() - 60_000;
  const context = makeContext({ consent: { states: ALL, version: '1', at: decidedAt } });
  const { visitor = '' } = context;
  const answer = send(makeEnvelope([context], [decisionOf(context)]));
  await writing;
  consent.set(siteId, visitor, {
    granted,
    decidedAt: decidedAt + afterMs,
    decisionId: 'heard',
    noticeVersion: '1',
    source: 'banner',
    knownDecisions: ['heard'],
    subjectKey: '0'.repeat(64),
  });
  sync();
  expect(JSON.parse((await answer).body)).toMatchObject({ outcomes: { stored: 1 } });
  return consent.standing(siteId, visitor)?.granted;
}

test('a newer withdrawal that is heard while an older grant is written stands', async () => {
  expect(await grantWhileHeard([], 30_000)).toEqual([]);
});

test('an older one that is heard meanwhile does not', async () => {
  expect(await grantWhileHeard([], -60_000)).toContain('personalization');
});
