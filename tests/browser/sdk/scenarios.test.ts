import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Driver } from '../support/driver.ts';
import { BROWSERS, launchDriver } from '../support/launch-driver.ts';
import { CONSENT } from './scenarios/consent.ts';
import { DELIVERY, isPossible } from './scenarios/delivery.ts';
import { STEP, WALKS } from './scenarios/routes.ts';
import { countCopies } from './support/road.ts';
import { acknowledged, decision, type Stage } from './support/stage.ts';
import { GRANTED } from './support/shop-page.ts';
import { openTheatre, type Theatre } from './support/theatre.ts';

/** Of each way of delivery; `SDK_RUNS=100` for the record. */
const RUNS = Number(process.env['SDK_RUNS'] ?? 3);

/** Every third run has the build for bundlers. */
const QUERIES = ['', '', '?module'];

/** So many runs of one scenario go on side by side. */
const SIDE_BY_SIDE = 3;

let theatre: Theatre;

beforeAll(async () => {
  theatre = await openTheatre();
});
afterAll(() => theatre.close());

describe.each(BROWSERS)('%s', (browser) => {
  // Of WebKit few are open at once, the others wait.
  const timeout = browser === 'webkit' ? 600_000 : 60_000 + 20_000 * RUNS;
  let driver: Driver;

  beforeAll(async () => {
    driver = await launchDriver(browser);
  });
  afterAll(() => driver.close());

  describe.concurrent('delivers all and none twice', () => {
    test.each(DELIVERY.filter(isPossible(browser)))('$title', { timeout }, async (scenario) => {
      const { title, act, events, mostCopies = Infinity } = scenario;
      const name = `${browser}-${DELIVERY.indexOf(scenario)}`;
      await sideBySide(RUNS, async (index) => {
        const run = `${name}-${index}`;
        const road = await theatre.play({ driver, run, act, query: QUERIES[index % 3] ?? '' });
        expect(countCopies(road), `${title}: copies`).toBeLessThanOrEqual(mostCopies);
      });
      for (let index = 0; index < RUNS; index += 1) {
        const stored = await theatre.readStored(`${name}-${index}`);
        expect(stored, `${title}, run ${index + 1}`).toEqual({ rows: events, ids: events });
      }
    });
  });

  describe.concurrent('consent', () => {
    test.each(CONSENT)('$title', { timeout }, async (scenario) => {
      const run = `${browser}-consent-${CONSENT.indexOf(scenario)}`;
      await theatre.play({ driver, run, act: scenario.act });
    });
  });

  describe.concurrent.each(['', '?old'])('page views, each path once%s', (query) => {
    test.each(WALKS)('$title', { timeout }, async (walk) => {
      const run = `${browser}-walk-${WALKS.indexOf(walk)}${query.slice(1)}`;
      const act = (stage: Stage) => go(stage, walk.steps);
      const road = await theatre.play({ driver, run, act, query });
      const views = [...road.taken.values()].filter(({ type }) => type === 'page_view');
      expect(views.map(({ path }) => path.slice(`/${run}/`.length))).toEqual(['a', ...walk.views]);
    });
  });
});

async function go(stage: Stage, steps: readonly string[]): Promise<void> {
  const tab = await stage.open('a');
  await tab.evaluate(decision(GRANTED));
  for (const step of steps) {
    // In a task of the page's own, with its microtasks behind it: not every driver runs code like that.
    await tab.evaluate(`new Promise((resolve) => setTimeout(() => resolve(${step})))`);
    await tab.evaluate(STEP);
  }
  await acknowledged(tab);
}

async function sideBySide(count: number, run: (index: number) => Promise<void>): Promise<void> {
  const indexes = Array.from({ length: count }, (_, index) => index).values();
  async function work(): Promise<void> {
    for (const index of indexes) await run(index);
  }
  await Promise.all(Array.from({ length: SIDE_BY_SIDE }, work));
}
