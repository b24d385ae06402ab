import * as z from 'zod';

const name = z.string().trim().min(1).max(100);
const itemId = z.string().trim().min(1).max(128);
const price = z.number().min(0).max(1e9);

/** Which items a rule is about: those that fit all that is said. */
const match = z
  .strictObject({
    items: z.array(itemId).min(1).max(200).exactOptional(),
    category: name.exactOptional(),
    brand: name.exactOptional(),
  })
  .refine((value) => Object.keys(value).length > 0, { error: 'expected items, category or brand' });

const common = {
  id: z.string().regex(/^[a-z0-9-]{1,40}$/),
  isOn: z.boolean(),
  /** Slots where it holds; all where there is none. */
  slots: z.array(name).max(20),
  /** Categories of pages where it holds; all pages where there is none. */
  categories: z.array(name).max(20),
};

/** Parses one rule. */
export const ruleShape = z.discriminatedUnion('type', [
  /** These first, in this order. */
  z.strictObject({ ...common, type: z.literal('pin'), items: z.array(itemId).min(1).max(20) }),
  /** Moves up: the place in the ranking is divided by `factor`. */
  z.strictObject({ ...common, type: z.literal('boost'), match, factor: z.number().gt(1).max(100) }),
  /** Comes last. */
  z.strictObject({ ...common, type: z.literal('bury'), match }),
  z.strictObject({ ...common, type: z.literal('exclude'), match }),
  /** Nothing that is only to be had later. */
  z.strictObject({ ...common, type: z.literal('in_stock_only') }),
  /** What is to be paid, in the site's currency; both ends included. */
  z
    .strictObject({
      ...common,
      type: z.literal('price_band'),
      least: price.exactOptional(),
      most: price.exactOptional(),
    })
    .refine(({ least = 0, most = 1e9 }) => least <= most, { error: 'expected least ≤ most' }),
  /** Nothing that the person bought in so many days. */
  z.strictObject({
    ...common,
    type: z.literal('exclude_bought'),
    days: z.number().int().min(1).max(3_650),
  }),
  /** At most so many of one brand, or of one innermost category. */
  z.strictObject({
    ...common,
    type: z.literal('limit'),
    by: z.enum(['brand', 'category']),
    most: z.number().int().min(1).max(50),
  }),
]);

/** All rules of a site. Two of one kind add up: the stricter holds. */
export const ruleSet = z.strictObject({ rules: z.array(ruleShape).max(100) });

export type Match = Readonly<z.output<typeof match>>;
export type Rule = Readonly<z.output<typeof ruleShape>>;
export type RuleSet = Readonly<z.output<typeof ruleSet>>;

export const NO_RULES: RuleSet = { rules: [] };
