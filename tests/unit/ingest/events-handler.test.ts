import { gzipSync } from 'node:zlib';
import pino from 'pino';
import { expect, onTestFinished, test } from 'vitest';
import { createConsentStore } from '../../../collector/src/consent/consent-store.ts';
import { createLedger, NO_CHAIN } from '../../../collector/src/consent/ledger.ts';
import { createEventsHandler } from '../../../collector/src/ingest/events-handler.ts';
import { createLive } from '../../../collector/src/ingest/live.ts';
import { type Journal, type JournalLine, sizeOf } from '../../../collector/src/journal/journal.ts';
import { createHeldBytes } from '../../../collector/src/lib/held-bytes.ts';
import { CollectorServer, listen } from '../../../collector/src/listen.ts';
import { createProblemReport } from '../../../collector/src/middleware/answer-problems.ts';
import { createPageListener } from '../../../collector/src/middleware/page-listener.ts';
import { createRequestLimits } from '../../../collector/src/middleware/request-limits.ts';
import { createMetrics } from '../../../collector/src/operate/metrics.ts';
import { createRefusals } from '../../../collector/src/operate/refusals.ts';
import { SHOP, siteConfig } from '../../support/site-config.ts';
import {
  decisionOf,
  makeContext,
  makeEnvelope,
  makeEvent,
  USER_AGENT,
} from '../../support/wire.ts';

/** A journal whose disk hangs until `goOn`. */
function slowJournal() {
  let goOn = () => {};
  let reached = () => {};
  const onDisk = new Promise<void>((resolve) => (goOn = resolve));
  const isReached = new Promise<void>((resolve) => (reached = resolve));
  const journal: Journal = {
    append() {
      reached();
      return onDisk;
    },
  };
  return { journal, isReached, goOn };
}

/** Sends a packed body to a collector that has so much room for one sender. */
async function open(journal: Journal, envelope: object, room = 200_000) {
  const config = siteConfig();
  const clock = Date.now;
  const metrics = createMetrics({ backlog: () => 0 });
  const logger = pino({ level: 'silent' });
  const handle = createEventsHandler({
    config,
    clock,
    journal,
    consent: createConsentStore(),
    ledger: createLedger({ collectorId: 'test', head: NO_CHAIN }),
    live: createLive(() => {}),
    limits: createRequestLimits({ config, clock }),
    countryOf: () => '',
    report: createProblemReport({ logger, clock, metrics, refusals: createRefusals() }),
  });
  const server = new CollectorServer({
    app: { fetch: () => new Response(null, { status: 404 }) },
    pages: createPageListener({
      handlers: new Map([['/v1/events', handle]]),
      held: createHeldBytes(8 * room),
    }),
  });
  await listen(server, { host: '127.0.0.1', port: 0 });
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = Object(server.address());
  return (one = envelope) =>
    fetch(`http://127.0.0.1:${port}/v1/events?key=${SHOP.writeKey}&z=gzip`, {
      method: 'POST',
      headers: { Origin: SHOP.origin, 'User-Agent': USER_AGENT },
      body: new Uint8Array(gzipSync(JSON.stringify(one))),
    });
}

test('what packed bodies hold counts unpacked until the disk has it: what is too much is told to come again', async () => {
  const { journal, isReached, goOn } = slowJournal();
  const words = Array.from({ length: 50 }, () =>
    makeEvent({ properties: { p: 'a'.repeat(2_000) } }),
  );
  const send = await open(journal, makeEnvelope([makeContext()], words));
  const first = send();
  await isReached;
  const second = await send();
  expect(second.status).toBe(503);
  expect(second.headers.get('Retry-After')).toBe('2');
  expect(await second.json()).toMatchObject({ code: 'busy', retry: true });
  goOn();
  expect((await first).status).toBe(202);
  expect((await send()).status).toBe(202);
});

/** 400 bytes packed; each of its events has the whole context beside it when it is set aside. */
function largeWhenSetAside() {
  const context = makeContext({ page: { url: '\u0001'.repeat(4_000) } });
  const refused = Array.from({ length: 400 }, () => ({ context: 0 }));
  return makeEnvelope([context], [decisionOf(context), ...refused]);
}

test('what is set aside of one envelope is bounded, and each event counts', async () => {
  const taken: JournalLine[] = [];
  const journal: Journal = { append: async (lines) => void taken.push(...lines) };
  const send = await open(journal, largeWhenSetAside(), 8_000_000);
  expect(await (await send()).json()).toMatchObject({ outcomes: { rejected: 400, stored: 1 } });
  const aside = taken.filter(({ table }) => table === 'events_set_aside');
  expect(aside).toHaveLength(400);
  expect(sizeOf(aside[0]!)).toBeGreaterThan(20_000);
  expect(aside.reduce((sum, line) => sum + sizeOf(line), 0)).toBeLessThan(2_500_000);
});

test('what is set aside is held until the disk has it: a sender whose share is full is told to come again', async () => {
  const { journal, isReached, goOn } = slowJournal();
  const send = await open(journal, largeWhenSetAside(), 3_000_000);
  const first = send();
  await isReached;
  expect((await send(largeWhenSetAside())).status).toBe(503);
  goOn();
  expect((await first).status).toBe(202);
});

test('an envelope counts for its sender as often as it has visitors: each may be somebody new', async () => {
  const visitors = Array.from({ length: 100 }, () => makeContext());
  const send = await open({ append: () => Promise.resolve() }, makeEnvelope(visitors, []));
  const statuses: number[] = [];
  // a thousand a second, with bursts of ten seconds' worth
  for (let times = 0; times < 200; times += 1) statuses.push((await send()).status);
  expect(statuses.slice(0, 100)).toEqual(Array(100).fill(202));
  expect(statuses).toContain(429);
});
