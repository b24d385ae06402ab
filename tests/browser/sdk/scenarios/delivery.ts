import { setTimeout as pause } from 'node:timers/promises';
import type { DriverName, Tab } from '../../support/driver.ts';
import {
  acknowledged,
  ELSEWHERE,
  enter,
  setOffline,
  type Stage,
  trackTen,
} from '../support/stage.ts';

/** One way in which events may get lost, and how many of them are tracked. */
export interface DeliveryScenario {
  readonly title: string;
  readonly events: 10 | 20;
  /** What happens, until all events have had their chance to arrive. */
  readonly act: (stage: Stage) => Promise<void>;
  /** Needs what only one driver can do. */
  readonly needsCrash?: true;
  /** How often one event may be on the wire. @default any */
  readonly mostCopies?: number;
}

/** How long a request takes to a collector that is far away. */
const FAR_MS = 150;

/** Ten tracks, and then the page is gone for good. */
function leaving(title: string, leave: (tab: Tab) => Promise<void>): DeliveryScenario {
  return {
    title: `10 tracks, then ${title}; 150 ms away, no return`,
    events: 10,
    async act(stage) {
      const tab = await enter(stage);
      stage.road.delayMs = FAR_MS;
      await trackTen(tab);
      await leave(tab);
      await stage.taken(10);
    },
  };
}

/** The table of the design: each of these ends with all events in the database, none of them twice. */
export const DELIVERY: readonly DeliveryScenario[] = [
  leaving('navigate', (tab) => tab.goTo(ELSEWHERE)),
  leaving('close', (tab) => tab.close()),
  { ...leaving('crash the renderer', async (tab) => tab.crash?.()), needsCrash: true },
  {
    title: '503 for 8 s, recovery without another event',
    events: 20,
    async act(stage) {
      const tab = await enter(stage);
      stage.road.weather = 'failing';
      await trackTen(tab);
      await pause(4_000);
      await trackTen(tab);
      await pause(4_000);
      stage.road.weather = 'fine';
      const since = performance.now();
      await stage.taken(20);
      stage.road.recoveryMs = performance.now() - since;
    },
  },
  {
    title: '503, then leave, then return',
    events: 20,
    async act(stage) {
      const tab = await enter(stage);
      stage.road.weather = 'failing';
      await trackTen(tab);
      await tab.goTo(ELSEWHERE);
      stage.road.weather = 'fine';
      await stage.visit(tab, 'b');
      await trackTen(tab);
      await stage.taken(20);
    },
  },
  {
    title: 'offline, close, return',
    events: 20,
    async act(stage) {
      const tab = await enter(stage);
      await setOffline(stage, tab, true);
      await trackTen(tab);
      await tab.close();
      await setOffline(stage, undefined, false);
      await trackTen(await stage.open('b'));
      await stage.taken(20);
    },
  },
  {
    title: 'offline, then online',
    events: 20,
    async act(stage) {
      const tab = await enter(stage);
      await setOffline(stage, tab, true);
      await trackTen(tab);
      await setOffline(stage, tab, false);
      await trackTen(tab);
      await stage.taken(20);
    },
  },
  {
    title: 'connection reset',
    events: 20,
    async act(stage) {
      const tab = await enter(stage);
      stage.road.weather = 'broken';
      await trackTen(tab);
      await pause(1_000);
      stage.road.weather = 'fine';
      await trackTen(tab);
      await stage.taken(20);
    },
  },
  {
    title: 'answer lost after the collector took the events',
    events: 10,
    mostCopies: 2,
    async act(stage) {
      const tab = await enter(stage);
      stage.road.answersToLose = 1;
      await trackTen(tab);
      await stage.taken(10);
      await acknowledged(tab);
    },
  },
  {
    title: 'an answer that never comes, then leave, then return',
    events: 20,
    async act(stage) {
      const tab = await enter(stage);
      stage.road.weather = 'silent';
      await trackTen(tab);
      await tab.goTo(ELSEWHERE);
      stage.road.weather = 'fine';
      await stage.visit(tab, 'b');
      await trackTen(tab);
      await stage.taken(20);
    },
  },
];

/** Whether a scenario can be played in a browser. */
export function isPossible(browser: DriverName): (scenario: DeliveryScenario) => boolean {
  return ({ needsCrash }) => !needsCrash || browser === 'chromium';
}
