import { fitsLimits, type Filled } from '../rules/apply-rules.ts';
import type { Placed } from '../rules/placed.ts';
import type { SlotRules } from '../rules/slot-rules.ts';

/** What is shown, and for each place how likely it was that just this would stand there. */
export interface Explored {
  readonly items: readonly Placed[];
  /** 1 where nothing was left to chance. */
  readonly propensities: readonly number[];
}

interface Chance {
  /** Of decisions. */
  readonly share: number;
  /** In [0, 1). */
  readonly random: () => number;
}

/**
 * In a `share` of decisions one place, drawn evenly, goes to one of what could stand there under the rules: the item
 * itself or one further down, drawn evenly too. So each place shows its own item with 1 − share/places · n/(n + 1), where n
 * others could, and each of those with share/places/(n + 1). What the shop pinned stays.
 */
export function explore(filled: Filled, rules: SlotRules, { share, random }: Chance): Explored {
  const { chosen } = filled;
  const places = [...chosen.keys()].filter((place) => chosen[place]?.isPinned === false);
  const part = places.length === 0 ? 0 : share / places.length;
  const standIns = chosen.map((one, place) =>
    part > 0 && !one.isPinned ? standInsFor(filled, place, rules) : [],
  );
  const items = [...chosen];
  const propensities = standIns.map(({ length }) => 1 - (part * length) / (length + 1));
  if (part === 0 || random() >= share) return { items, propensities };
  const place = places[Math.floor(random() * places.length)] ?? 0;
  const others = standIns[place] ?? [];
  const other = others[Math.floor(random() * (others.length + 1))];
  if (other) {
    items[place] = other;
    propensities[place] = part / (others.length + 1);
  }
  return { items, propensities };
}

function standInsFor({ chosen, spare }: Filled, place: number, rules: SlotRules): Placed[] {
  const others = chosen.filter((_, index) => index !== place);
  const groups = new Set(others.map(({ item }) => item.item_group_id));
  return spare.filter(
    (one) =>
      fitsLimits(one, others, rules) &&
      (one.item.item_group_id === undefined || !groups.has(one.item.item_group_id)),
  );
}
