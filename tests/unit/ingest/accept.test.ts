import type { Context } from '@tendero/schema';
import { expect, test, vi } from 'vitest';
import { createConsentStore } from '../../../collector/src/consent/consent-store.ts';
import { createLedger, NO_CHAIN } from '../../../collector/src/consent/ledger.ts';
import { accept } from '../../../collector/src/ingest/accept.ts';
import type { Arrival } from '../../../collector/src/ingest/arrival.ts';
import { maskInTurns } from '../../../collector/src/ingest/mask-in-turns.ts';
import { checkEvents } from '../../../collector/src/ingest/check-event.ts';
import { createRecentIds } from '../../../collector/src/ingest/recent-ids.ts';
import { composeBlock } from '../../../collector/src/journal/compose-block.ts';
import { splitEventRows } from '../../../collector/src/journal/event-rows.ts';
import { mask, maskValue } from '../../../collector/src/lib/mask.ts';
import { countTurns } from '../../support/count-turns.ts';
import { siteConfig } from '../../support/site-config.ts';
import { decisionOf, makeContext, makeEvent } from '../../support/wire.ts';

vi.mock(import('../../../collector/src/lib/mask.ts'), { spy: true });

const now = Date.now();

/** What arrives of one context and these events. */
function arrive(context: Context, events: readonly unknown[]): Arrival {
  const [site] = siteConfig().sites;
  if (!site) throw new Error('the shop is missing');
  return {
    site,
    sentAt: now,
    contexts: [{ ok: true, context }],
    events,
    receivedAt: now,
    bodyBytes: Buffer.byteLength(JSON.stringify(events)),
    client: { isBot: false, family: '', device: 'desktop', browser: 'Firefox', os: 'Linux' },
    country: 'ES',
    gpc: false,
    internal: false,
  };
}

function makeTools() {
  return {
    consent: createConsentStore(),
    ledger: createLedger({ collectorId: 'test', head: NO_CHAIN }),
    recentIds: createRecentIds(),
  };
}

test('what the events of a page share is written once, and comes out with each of them', async () => {
  const title = 'Tetera azul – 1,2 litros «Añil» ☕';
  const context = makeContext({ page: { url: 'https://shop.example/p/tetera', title } });
  const seen = makeEvent({ items: [{ item_id: 'tetera', item_name: 'Tetera "azul"' }] });
  const scrolled = makeEvent({ type: 'scroll', properties: { depth: 0.75, part: 'reseñas' } });
  const arrival = arrive(context, [decisionOf(context), seen, scrolled]);
  const checked = await checkEvents(arrival.events, arrival.contexts, arrival);
  const masked = await maskInTurns(arrival, checked);
  const { lines, receipt } = accept({ arrival, checked, masked }, makeTools());
  expect(receipt.outcomes.stored).toBe(3);
  const section = composeBlock(lines, []).sections.find(({ table }) => table === 'events_raw');
  expect(section).toMatchObject({ rows: 3 });
  const bytes = section?.bytes ?? Buffer.alloc(0);
  expect(bytes.toString().split(title)).toHaveLength(2);
  const [decided, ...pages] = splitEventRows(bytes).map(String);
  expect(decided).not.toContain(title);
  expect(pages).toHaveLength(2);
  for (const page of pages) expect(page).toContain(title);
  expect(pages[0]).toContain('Tetera "azul"');
  expect(pages[1]).toContain('"reseñas"');
});

test('all that a large body has to mask is masked in turns, and nothing of it in the one turn that judges it', async () => {
  const context = makeContext({ page: { url: '/?token=a1', title: 'Tea' } });
  const events = Array.from({ length: 40 }, (_, index) => [
    makeEvent({ properties: { words: '4111 '.repeat(100) } }),
    makeEvent({ properties: { WORDS: '4111 '.repeat(100) } }),
    { ...decisionOf(context), consent: { ...context.consent, at: now + index, source: 'banner' } },
  ]).flat();
  const arrival = arrive(context, events);
  const checked = await checkEvents(events, arrival.contexts, arrival);
  const counted = countTurns();
  const masked = await maskInTurns(arrival, checked);
  expect(counted.turns).toBeGreaterThanOrEqual(events.length);
  vi.mocked(mask).mockClear();
  vi.mocked(maskValue).mockClear();
  const { stored, receipt } = accept({ arrival, checked, masked }, makeTools());
  expect(receipt.outcomes).toMatchObject({ rejected: 40, stored: 79 });
  expect(stored.find(({ type }) => type === 'page_view')).toMatchObject({ page_path: '/' });
  expect(vi.mocked(mask).mock.calls.length + vi.mocked(maskValue).mock.calls.length).toBe(0);
});
