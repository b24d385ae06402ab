import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { Hono } from 'hono';

const TYPES = {
  'console.css': 'text/css; charset=utf-8',
  'rules.js': 'text/javascript; charset=utf-8',
  'live.js': 'text/javascript; charset=utf-8',
  'awning.svg': 'image/svg+xml',
} as const;
type AssetName = keyof typeof TYPES;

const assets = new Map(
  Object.entries(TYPES).map(([name, type]) => [name, { ...read(name), type }]),
);

/** The console's own files; addressed by content, so that a browser may keep them for ever. */
export function createAssetRoutes(): Hono {
  const routes = new Hono();
  routes.get('/:name', (c) => {
    const asset = assets.get(c.req.param('name'));
    if (!asset) return c.notFound();
    const isCurrent = c.req.query('v') === asset.version;
    c.header('Content-Type', asset.type);
    c.header('Cache-Control', isCurrent ? 'public, max-age=31536000, immutable' : 'no-cache');
    return c.body(asset.body);
  });
  return routes;
}

/** Where a page finds an asset. */
export function assetUrl(name: AssetName): string {
  return `/console/assets/${name}?v=${assets.get(name)?.version ?? ''}`;
}

function read(name: string): { body: string; version: string } {
  const body = readFileSync(new URL(`./assets/${name}`, import.meta.url), 'utf8');
  return { body, version: createHash('sha256').update(body).digest('hex').slice(0, 12) };
}
