import { type Rule, ruleShape } from '../../rules/rule.ts';

/** The rule that a form describes; undefined where what it says is no rule. `id` names a new one. */
export function ruleFromForm(form: URLSearchParams, id: string): Rule | undefined {
  const text = (name: string) => form.get(name)?.trim() ?? '';
  const list = (name: string) =>
    text(name)
      .split(',')
      .map((one) => one.trim())
      .filter((one) => one !== '');
  const number = (name: string) => (text(name) === '' ? undefined : Number(text(name)));
  const type = text('type');
  const fields: Readonly<Record<string, object>> = {
    pin: { items: list('items') },
    boost: { match: matchFrom(text, list), factor: number('factor') },
    bury: { match: matchFrom(text, list) },
    exclude: { match: matchFrom(text, list) },
    in_stock_only: {},
    price_band: given({ least: number('least'), most: number('most') }),
    exclude_bought: { days: number('days') },
    limit: { by: text('by'), most: number('count') },
  };
  const place = { id, isOn: true, slots: list('slots'), categories: list('categories') };
  const own = Object.hasOwn(fields, type) ? fields[type] : {};
  return ruleShape.safeParse({ ...place, type, ...own }).data;
}

function matchFrom(text: (name: string) => string, list: (name: string) => string[]): object {
  const items = list('items');
  return given({
    items: items.length > 0 ? items : undefined,
    category: text('category') || undefined,
    brand: text('brand') || undefined,
  });
}

function given(fields: Readonly<Record<string, unknown>>): object {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}
