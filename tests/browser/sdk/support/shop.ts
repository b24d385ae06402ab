import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import type { Arrived, FakeCollector } from './fake-collector.ts';

/** What an origin keeps in a browser. */
export interface Kept {
  cookie: string;
  local: Record<string, string>;
  session: Record<string, string>;
  databases: number;
  caches: number;
  name: string;
}

/** Returns when every request that the page has begun before now has arrived. */
export async function settle(page: Page, collector: FakeCollector): Promise<void> {
  const mark = crypto.randomUUID();
  await page.evaluate(async (address) => {
    await new Promise((resolve) => setTimeout(resolve, 50));
    await fetch(address, { method: 'POST', body: '{}' });
  }, `${collector.url}/v1/${mark}`);
  const index = collector.requests.findIndex(({ path }) => path === mark);
  collector.requests.splice(index, 1);
}

/** What comes when the browser or the person likes. */
const UNASKED = new Set(['web_vital', 'user_engagement']);

/**
 * Every acknowledged event but what comes unasked. A second copy with
 * the same id, which a lost acknowledgement may cause, is left out as the collector leaves it out.
 */
export function readEvents(collector: FakeCollector): Arrived[] {
  const events = collector.events().filter(({ type }) => !UNASKED.has(type));
  return [...new Map(events.map((event) => [event.id, event])).values()];
}

/** Waits for events of these types to be acknowledged, in this order, and no others; losses with their reason. */
export async function expectTypes(collector: FakeCollector, types: string[]): Promise<Arrived[]> {
  await expect.poll(() => readEvents(collector).map(toType)).toEqual(types);
  return readEvents(collector);
}

function toType({ type, properties }: Arrived): string {
  return type === 'events_lost' ? `${type}: ${properties?.['reason']}` : type;
}

/** Everything that the origin keeps in this browser. */
export async function readStorage(page: Page): Promise<Kept> {
  return page.evaluate(async () => ({
    cookie: document.cookie,
    local: Object.fromEntries(Object.entries<string>(localStorage)),
    session: Object.fromEntries(Object.entries<string>(sessionStorage)),
    databases: (await indexedDB.databases()).length,
    caches: 'caches' in globalThis ? (await caches.keys()).length : 0,
    name: window.name,
  }));
}
