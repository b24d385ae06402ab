import type { Placed } from './placed.ts';
import { matches, type SlotRules } from './slot-rules.ts';

/** Further down a boost finds nothing that would fit the page. */
const MAX_WINDOW = 100;
/** Some of what comes first falls to other rules. */
const SLACK = 2;

/**
 * The same in another order: boosted ones stand where their rank divided by the factor puts them, buried ones at the
 * end. Reads no further ahead than it must to fill so many `places`.
 */
export function rerank(
  found: Iterable<Placed>,
  rules: SlotRules,
  places: number,
): Iterable<Placed> {
  const isAsFound = rules.boosts.length === 0 && rules.buried.length === 0;
  return isAsFound ? found : moved(found, rules, places);
}

function* moved(found: Iterable<Placed>, rules: SlotRules, places: number): Generator<Placed> {
  const { boosts, buried } = rules;
  const size = windowFor(rules, places);
  const last: Placed[] = [];
  const window: Placed[] = [];
  let isOpen = boosts.length > 0;
  for (const one of found) {
    if (buried.some((match) => matches(match, one.item))) last.push(one);
    else if (isOpen) window.push(one);
    else yield one;
    if (isOpen && window.length === size) {
      isOpen = false;
      yield* lift(window.splice(0), rules);
    }
  }
  yield* lift(window, rules);
  yield* last;
}

/** What stands further down than all boosts together can lift into these places stays where it is. */
function windowFor({ boosts }: SlotRules, places: number): number {
  const highest = boosts.reduce((product, { factor }) => product * factor, 1);
  return Math.ceil(Math.min(MAX_WINDOW, SLACK * places * highest));
}

/** Stable: of two on one place the better ranked comes first. */
function lift(window: readonly Placed[], { boosts }: SlotRules): Placed[] {
  return window
    .map((one, rank) => {
      const factor = boosts
        .filter(({ match }) => matches(match, one.item))
        .reduce((product, boost) => product * boost.factor, 1);
      return { one, place: (rank + 1) / factor };
    })
    .sort((first, second) => first.place - second.place)
    .map(({ one }) => one);
}
