import type { CatalogItem } from '@tendero/schema';
import type { Match, Rule, RuleSet } from './rule.ts';

/** The rules that hold in one slot of one page, by what they do. */
export interface SlotRules {
  readonly pins: readonly string[];
  readonly boosts: readonly Extract<Rule, { type: 'boost' }>[];
  readonly buried: readonly Match[];
  readonly excluded: readonly Match[];
  readonly limits: readonly Extract<Rule, { type: 'limit' }>[];
  readonly inStockOnly: boolean;
  readonly leastPrice: number;
  readonly mostPrice: number;
  /** Nothing bought in so many days; 0 for no such rule. */
  readonly boughtDays: number;
}

interface SlotPlace {
  readonly slot: string;
  /** The page's category, and the path of its item. */
  readonly categories: readonly string[];
}

/** By set of rules, which a change replaces: what holds where, as it was found out. */
const FOUND = new WeakMap<RuleSet, Map<string, SlotRules>>();
/** As many places as a large shop has; beyond them it begins again. */
const MAX_FOUND = 2_000;

/** The rules of a site that hold in this slot. */
export function slotRules(set: RuleSet, place: SlotPlace): SlotRules {
  const found = FOUND.get(set) ?? new Map<string, SlotRules>();
  FOUND.set(set, found);
  const key = [place.slot, ...place.categories].join('\n');
  const known = found.get(key);
  if (known) return known;
  if (found.size >= MAX_FOUND) found.clear();
  const rules = findRules(set, place);
  found.set(key, rules);
  return rules;
}

function findRules({ rules }: RuleSet, place: SlotPlace): SlotRules {
  const here = rules.filter((rule) => holds(rule, place));
  const of = <Type extends Rule['type']>(type: Type) =>
    here.filter((rule): rule is Extract<Rule, { type: Type }> => rule.type === type);
  const bands = of('price_band');
  return {
    pins: of('pin').flatMap(({ items }) => items),
    boosts: of('boost'),
    buried: of('bury').map(({ match }) => match),
    excluded: of('exclude').map(({ match }) => match),
    limits: of('limit'),
    inStockOnly: of('in_stock_only').length > 0,
    leastPrice: Math.max(0, ...bands.map(({ least = 0 }) => least)),
    mostPrice: Math.min(...bands.map(({ most = Infinity }) => most), Infinity),
    boughtDays: Math.max(0, ...of('exclude_bought').map(({ days }) => days)),
  };
}

function holds({ isOn, slots, categories }: Rule, place: SlotPlace): boolean {
  if (!isOn || (slots.length > 0 && !slots.includes(place.slot))) return false;
  return categories.length === 0 || categories.some((one) => place.categories.includes(one));
}

/** Whether an item fits all that a rule says of it. */
export function matches({ items, category, brand }: Match, item: CatalogItem): boolean {
  if (items !== undefined && !items.includes(item.item_id)) return false;
  if (category !== undefined && !item.category.includes(category)) return false;
  return brand === undefined || item.brand === brand;
}
