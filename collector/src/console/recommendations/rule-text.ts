import type { Match, Rule } from '../../rules/rule.ts';
import type { Screen } from '../screen.ts';

/** A rule as a sentence. */
export function ruleText(screen: Screen, rule: Rule): string {
  const { shelves } = screen.words;
  const where = [
    rule.slots.length > 0 ? shelves.inSlots(rule.slots.join(', ')) : '',
    rule.categories.length > 0 ? shelves.onPages(rule.categories.join(', ')) : '',
  ].filter((part) => part !== '');
  return [whatText(screen, rule), ...where].join(' · ');
}

function whatText(screen: Screen, rule: Rule): string {
  const { formats, words, site } = screen;
  const { shelves } = words;
  const money = (value: number | undefined) =>
    value === undefined ? undefined : formats.money(value.toFixed(2), site.currency);
  switch (rule.type) {
    case 'pin':
      return shelves.says.pin(itemNames(screen, rule.items));
    case 'boost':
      return shelves.says.boost(matchText(screen, rule.match), formats.count(rule.factor));
    case 'bury':
      return shelves.says.bury(matchText(screen, rule.match));
    case 'exclude':
      return shelves.says.exclude(matchText(screen, rule.match));
    case 'in_stock_only':
      return shelves.kinds.in_stock_only;
    case 'price_band':
      return shelves.says.price_band(money(rule.least), money(rule.most));
    case 'exclude_bought':
      return shelves.says.exclude_bought(rule.days);
    case 'limit':
      return shelves.says.limit(rule.most, shelves.by[rule.by]);
  }
}

function matchText(screen: Screen, { items, category, brand }: Match): string {
  return [items ? itemNames(screen, items) : undefined, category, brand]
    .filter((one) => one !== undefined)
    .join(' + ');
}

function itemNames({ nameOf }: Screen, items: readonly string[]): string {
  return items.map((itemId) => nameOf(itemId, '')).join(', ');
}
