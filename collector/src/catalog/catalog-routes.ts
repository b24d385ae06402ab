import type { CatalogItem } from '@tendero/schema';
import { catalogItem } from '@tendero/schema/zod';
import { Hono } from 'hono';
import * as z from 'zod';
import type { Config } from '../config.ts';
import { RequestProblem } from '../lib/problem.ts';
import { invalidBody, readJson } from '../lib/read-json.ts';
import type { SiteEnv } from '../middleware/public-site.ts';
import { serverSite } from '../middleware/server-site.ts';
import { type ItemFormat, readItems } from './read-items.ts';
import type { StoredCatalog } from './stored-catalog.ts';
import { replaceUpload, upsertUpload } from './upload.ts';

const FORMATS: ReadonlyMap<string, ItemFormat> = new Map([
  ['application/x-ndjson', 'ndjson'],
  ['application/ndjson', 'ndjson'],
  ['application/jsonl', 'ndjson'],
  ['text/csv', 'csv'],
  ['text/tab-separated-values', 'tsv'],
]);

/** A change of one item (RFC 7396): null takes a field away. */
const itemPatch = z.record(z.string(), z.unknown());
const MAX_PATCH_BYTES = 65_536;

/** `PUT /items`, `PATCH` and `DELETE /items/:id`, for shop servers; mount at `/v1/catalog`. */
export function createCatalogRoutes({
  config,
  catalog,
}: {
  config: Config;
  catalog: StoredCatalog;
}): Hono<SiteEnv> {
  const routes = new Hono<SiteEnv>();
  routes.use(serverSite({ config }));

  routes.put('/items', async (c) => {
    const { id: siteId, locale } = c.get('site');
    const format = FORMATS.get(mediaType(c.req.header('Content-Type')));
    if (!format) throw unknownFormat();
    const lines = readItems(c.req.raw.body ?? noBody(), { format, locale });
    const force = c.req.query('force') === '1';
    return isReplace(c.req.query('mode'))
      ? c.json(await replaceUpload({ catalog, siteId, lines, force }))
      : c.json(await upsertUpload({ catalog, siteId, lines }));
  });

  routes.patch('/items/:id', async (c) => {
    const siteId = c.get('site').id;
    const known = catalog.get(siteId, c.req.param('id'));
    if (!known) throw unknownItem();
    const patch = await readJson(c, { maxBytes: MAX_PATCH_BYTES, schema: itemPatch });
    const item = applyPatch(known, patch);
    await catalog.upsertItems(siteId, [item]);
    return c.json(item);
  });

  routes.delete('/items/:id', async (c) => {
    const isDeleted = await catalog.deleteItem(c.get('site').id, c.req.param('id'));
    if (!isDeleted) throw unknownItem();
    return c.body(null, 204);
  });

  return routes;
}

function mediaType(header: string | undefined): string {
  return header?.split(';')[0]?.trim().toLowerCase() ?? '';
}

async function* noBody(): AsyncGenerator<Uint8Array> {}

function isReplace(mode = 'upsert'): boolean {
  if (mode === 'upsert' || mode === 'replace') return mode === 'replace';
  throw new RequestProblem({
    status: 400,
    code: 'unknown_mode',
    detail: 'There is no such mode.',
    expected: '?mode=upsert or ?mode=replace',
  });
}

function applyPatch(known: CatalogItem, patch: z.output<typeof itemPatch>): CatalogItem {
  const merged = Object.entries({ ...known, ...patch }).filter(([, value]) => value !== null);
  const parsed = catalogItem
    .refine((item) => item.item_id === known.item_id, {
      error: 'expected the id of the address: an item keeps its id',
      path: ['item_id'],
    })
    .safeParse(Object.fromEntries(merged));
  if (!parsed.success) throw invalidBody(parsed.error);
  return parsed.data;
}

function unknownFormat(): RequestProblem {
  return new RequestProblem({
    status: 415,
    code: 'unknown_format',
    detail: 'The body is in no format that a catalogue can have.',
    expected: `Content-Type: one of ${[...FORMATS.keys()].join(', ')}`,
  });
}

function unknownItem(): RequestProblem {
  return new RequestProblem({
    status: 404,
    code: 'unknown_item',
    detail: 'The catalogue has no item of this id.',
  });
}
