import { expect, test } from 'vitest';
import { createConsentStore } from '../../../collector/src/consent/consent-store.ts';
import { createLedger, NO_CHAIN } from '../../../collector/src/consent/ledger.ts';
import { accept, type Arrival } from '../../../collector/src/ingest/accept.ts';
import { checkEvents } from '../../../collector/src/ingest/check-event.ts';
import { createRecentIds } from '../../../collector/src/ingest/recent-ids.ts';
import { composeBlock } from '../../../collector/src/journal/compose-block.ts';
import { splitEventRows } from '../../../collector/src/journal/event-rows.ts';
import { siteConfig } from '../../support/site-config.ts';
import { decisionOf, makeContext, makeEvent } from '../../support/wire.ts';

test('what the events of a page share is written once, and comes out with each of them', async () => {
  const [site] = siteConfig().sites;
  if (!site) throw new Error('the shop is missing');
  const now = Date.now();
  const title = 'Tetera azul – 1,2 litros «Añil» ☕';
  const context = makeContext({ page: { url: 'https://shop.example/p/tetera', title } });
  const seen = makeEvent({ items: [{ item_id: 'tetera', item_name: 'Tetera "azul"' }] });
  const scrolled = makeEvent({ type: 'scroll', properties: { depth: 0.75, part: 'reseñas' } });
  const arrival: Arrival = {
    site,
    sentAt: now,
    contexts: [{ ok: true, context }],
    events: [decisionOf(context), seen, scrolled],
    receivedAt: now,
    bodyBytes: 1_000,
    client: { isBot: false, family: '', device: 'desktop', browser: 'Firefox', os: 'Linux' },
    country: 'ES',
    gpc: false,
    internal: false,
  };
  const { lines, receipt } = accept(
    { arrival, checked: await checkEvents(arrival.events, arrival.contexts, arrival), kept: [] },
    {
      consent: createConsentStore(),
      ledger: createLedger({ collectorId: 'test', head: NO_CHAIN }),
      recentIds: createRecentIds(),
    },
  );
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
