import { afterAll, beforeAll, expect, test } from 'vitest';
import { liveEventOf } from '../../../collector/src/ingest/event-row.ts';
import { openPages, type TestPages } from './open-pages.ts';
import { eventRow, NOW } from './shop-rows.ts';

let pages: TestPages;
beforeAll(async () => {
  pages = await openPages(async () => {});
});
afterAll(() => pages.close());

test('an empty page says what to do, and that it looks back 15 minutes', async () => {
  const page = await pages.see('/live');
  expect(page).toContain('Nothing has arrived in the last 15 minutes');
  expect(page).toContain('allow measuring in the banner');
  expect(page).toMatch(/class="scroll" hidden/);
});

test('the live stream sends what may be seen the moment it is stored, without saying who', async () => {
  const stop = new AbortController();
  const answer = await pages.request('/console/live/stream', {
    headers: { Cookie: pages.cookie },
    signal: stop.signal,
  });
  expect(answer.headers.get('Content-Type')).toContain('text/event-stream');
  const reader = answer.body?.getReader() ?? expect.fail('no stream');
  const next = async () => new TextDecoder().decode((await reader.read()).value);
  expect(await next()).toContain('event: hello');
  pages.live.publish([
    liveEventOf(eventRow({ time: NOW, visitor_id: 'ana-browser', page_path: '/seen' })),
    liveEventOf(eventRow({ time: NOW, internal: true, page_path: '/team' })),
    liveEventOf(eventRow({ time: NOW, site_id: 'other', page_path: '/far' })),
    liveEventOf(eventRow({ time: NOW, purposes: ['personalization'], page_path: '/unmeasured' })),
  ]);
  const events = await next();
  expect(events).toContain('"path":"/seen"');
  for (const hidden of ['/team', '/far', '/unmeasured', 'ana-browser']) {
    expect(events).not.toContain(hidden);
  }
  await reader.cancel();
});
