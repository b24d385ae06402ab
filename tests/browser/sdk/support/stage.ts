import { setTimeout as pause } from 'node:timers/promises';
import { type Profile, type Tab, waitUntil } from '../../support/driver.ts';
import type { Road } from './road.ts';
import { GRANTED } from './shop-page.ts';

/** Where one run of a scenario plays: a person in a browser, a shop, and the road to its collector. */
export interface Stage {
  readonly profile: Profile;
  readonly road: Road;
  /** Opens a page of the shop in a new tab; resolves when the SDK is there. */
  open(page: string): Promise<Tab>;
  /** Goes to a page of the shop. */
  visit(tab: Tab, page: string): Promise<void>;
  /** Waits up to 30 s for the collector to take so many of the events that {@link trackTen} tracks. */
  taken(count: number): Promise<void>;
}

/** The type of the events that {@link trackTen} tracks. */
export const TRACKED = 'view_item';

/** Somewhere else, where no SDK is. */
export const ELSEWHERE = 'about:blank';

/** The stage of one run; `toUrl` yields the address of one of its pages. */
export function createStage(profile: Profile, road: Road, toUrl: (page: string) => string): Stage {
  const isThere = "'tendero' in globalThis && tendero.version";
  return {
    profile,
    road,
    async open(page) {
      const tab = await profile.openTab(toUrl(page));
      await waitUntil(tab, isThere);
      return tab;
    },
    async visit(tab, page) {
      await tab.goTo(toUrl(page));
      await waitUntil(tab, isThere);
    },
    async taken(count) {
      const read = () => [...road.taken.values()].filter(({ type }) => type === TRACKED).length;
      for (let tries = 0; tries < 1_500 && read() < count; tries += 1) await pause(20);
    },
  };
}

/** Opens the shop and agrees; resolves when the collector has answered. */
export async function enter(stage: Stage): Promise<Tab> {
  const tab = await stage.open('a');
  await tab.evaluate(decision(GRANTED));
  await acknowledged(tab);
  return tab;
}

/** Waits until nothing of what the page tracked waits for an answer. */
export async function acknowledged(tab: Tab): Promise<void> {
  await waitUntil(
    tab,
    "!Object.keys(localStorage).some((key) => key.startsWith('tendero-q') || key === 'tendero-retry')",
  );
}

/** The expression that decides as the banner does. */
export function decision(states: object): string {
  const detail = JSON.stringify({ states, version: '1', source: 'banner' });
  return `void document.dispatchEvent(new CustomEvent('tendero-consent-decision', { detail: ${detail} }))`;
}

/** Tracks ten events in one task; resolves after the task that follows the last one. */
export async function trackTen(tab: Tab): Promise<void> {
  await tab.evaluate(`(async () => {
    for (let index = 0; index < 10; index += 1) {
      tendero('viewItem', { items: [{ item_id: 'teapot-' + index, price: 24 }], currency: 'EUR', value: 24 });
    }
    await new Promise((resolve) => setTimeout(resolve));
  })()`);
}

/** The network goes away, or comes back; where the driver can't say so, connections break and the page is told. */
export async function setOffline(
  stage: Stage,
  tab: Tab | undefined,
  isOffline: boolean,
): Promise<void> {
  if (stage.profile.setOffline) return stage.profile.setOffline(isOffline);
  stage.road.weather = isOffline ? 'broken' : 'fine';
  if (!isOffline) await tab?.evaluate("void dispatchEvent(new Event('online'))");
}
