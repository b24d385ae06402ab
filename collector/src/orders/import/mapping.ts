import * as z from 'zod';
import type { Site } from '../../config.ts';
import { RequestProblem } from '../../lib/problem.ts';

const column = z.string().min(1).max(200);

const list = z
  .string()
  .max(4_000)
  .transform((text) => text.split(',').map((part) => part.trim()))
  .pipe(z.array(z.string().min(1).max(128)).max(200));

const timeZone = z.string().refine(isTimeZone, {
  error: 'expected an IANA time zone such as Europe/Madrid',
});

/** Parses the query of an import; what {@link Mapping} says about each. */
export const importParameters = z.strictObject({
  order: column.default('transaction_id'),
  item: column.default('item_id'),
  time: column.default('time'),
  quantity: column.default('quantity'),
  price: column.default('price'),
  customer: column.default('customer_id'),
  country: column.default('country'),
  name: column.default('item_name'),
  currency: z.string().regex(/^[A-Z]{3}$/, { error: 'expected an ISO 4217 code such as EUR' }),
  timeZone,
  refundPrefix: z.string().min(1).max(20).exactOptional(),
  charges: list.default([]),
  itemUrl: z
    .string()
    .max(1_000)
    .regex(/^(?:https?:\/\/|\/(?!\/)).*\{item_id\}/, {
      error: 'expected an http(s) address or a path with {item_id} in it',
    })
    .exactOptional(),
  locale: z.string().regex(/^[a-z]{2}(?:-[A-Z]{2})?$/),
});

/**
 * How the columns of a file are to be read; the query of `POST /v1/import/orders`, all optional:
 * - `order`, `item`, `time`, `quantity`, `price`: names of columns the file must have.
 *   `@default` transaction_id, item_id, time, quantity, price
 * - `customer`, `country`, `name`: names of columns it may have. `@default` customer_id, country, item_name
 * - `currency`, `timeZone`, `locale`: of all lines. `@default` the site's
 * - `refundPrefix`: an order number that starts so is a refund, for example `C`
 * - `charges`: item codes that are no goods, split by commas, `*` for any characters, upper or lower case alike
 * - `itemUrl`: where a thing is sold, for example `/p/{item_id}`
 */
export type Mapping = Readonly<z.output<typeof importParameters>>;

/** The columns of {@link Mapping} that a file must have. */
export const REQUIRED_COLUMNS = ['order', 'item', 'time', 'quantity', 'price'] as const;
/** The columns that it may have. */
export const OPTIONAL_COLUMNS = ['customer', 'country', 'name'] as const;

/**
 * The mapping of a request.
 * @throws {RequestProblem} 400 that names the first parameter that is wrong.
 */
export function parseMapping(query: Readonly<Record<string, string>>, site: Site): Mapping {
  const { currency, timeZone: zone, locale } = site;
  const parsed = importParameters.safeParse({ currency, timeZone: zone, locale, ...query });
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new RequestProblem({
    status: 400,
    code: 'bad_mapping',
    detail: 'The column mapping in the query does not fit.',
    expected: `parameters out of ${Object.keys(importParameters.shape).join(', ')}`,
    got: `${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`.slice(0, 300),
  });
}

function isTimeZone(zone: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: zone }));
  } catch {
    return false;
  }
}
