import type { Driver } from '../../browser/support/driver.ts';
import { BROWSERS, launchDriver } from '../../browser/support/launch-driver.ts';
import {
  DELIVERY,
  type DeliveryScenario,
  isPossible,
} from '../../browser/sdk/scenarios/delivery.ts';
import { countCopies, type Road } from '../../browser/sdk/support/road.ts';
import { openTheatre, type Theatre } from '../../browser/sdk/support/theatre.ts';

/** Runs of each scenario; `SDK_RUNS=100` for the record. */
const RUNS = Number(process.env['SDK_RUNS'] ?? 3);

/** Pages that are open at once; WebKit's driver has one at a time. */
const SIDE_BY_SIDE = { chromium: 12, firefox: 6, webkit: 2 };

interface Run {
  readonly scenario: DeliveryScenario;
  readonly name: string;
}

/** Plays the scenarios of delivery, in each browser that `SDK_BROWSERS` names, in front of a real collector. */
export async function measureDelivery(): Promise<Record<string, string>> {
  const figures: Record<string, string> = {};
  const theatre = await openTheatre();
  for (const browser of BROWSERS) {
    const driver = await launchDriver(browser);
    const scenarios = DELIVERY.filter(isPossible(browser));
    // The slow scenarios and the quick ones in turn.
    const runs = Array.from({ length: RUNS }, (_, run) =>
      scenarios.map((scenario, index) => ({ scenario, name: `${browser}-${index}-${run}` })),
    ).flat();
    const roads = await playAll(theatre, driver, runs);
    for (const scenario of scenarios) {
      const mine = runs.filter((run) => run.scenario === scenario);
      figures[`${browser}: ${scenario.title}`] = await sumUp(theatre, mine, roads);
    }
    await driver.close();
  }
  await theatre.close();
  return figures;
}

async function playAll(
  theatre: Theatre,
  driver: Driver,
  runs: readonly Run[],
): Promise<ReadonlyMap<string, Road>> {
  const roads = new Map<string, Road>();
  const waiting = runs.values();
  async function work(): Promise<void> {
    for (const { scenario, name } of waiting) {
      await theatre.play({ driver, run: name, act: scenario.act }).then(
        (road) => roads.set(name, road),
        (error: unknown) => console.error(name, error),
      );
    }
  }
  await Promise.all(Array.from({ length: SIDE_BY_SIDE[driver.name] }, work));
  return roads;
}

async function sumUp(
  theatre: Theatre,
  runs: readonly Run[],
  roads: ReadonlyMap<string, Road>,
): Promise<string> {
  let whole = 0;
  const copies: number[] = [];
  const recoveries: number[] = [];
  for (const { name, scenario } of runs) {
    const { rows, ids } = await theatre.readStored(name);
    if (rows === scenario.events && ids === rows) whole += 1;
    const road = roads.get(name);
    if (road) copies.push(countCopies(road));
    if (road?.recoveryMs !== undefined) recoveries.push(road.recoveryMs);
  }
  const recovery = recoveries[0]
    ? `, recovered within ${(Math.max(...recoveries) / 1_000).toFixed(1)} s`
    : '';
  return `${whole} of ${runs.length} runs whole, at most ${Math.max(...copies)} copies on the wire${recovery}`;
}
