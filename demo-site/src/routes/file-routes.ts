import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Hono } from 'hono';
import { drawPicture } from '../pictures/picture.ts';
import { drawIcon } from '../pictures/icon.ts';
import type { ShopEnv, ShopParts } from '../shop-parts.ts';

const TYPES = { 'browser.js': 'text/javascript', 'shop.css': 'text/css' } as const;
const SVG = {
  'Content-Type': 'image/svg+xml',
  'Cache-Control': 'public, max-age=86400',
  // Opened by itself, a picture is a document: it may do nothing.
  'Content-Security-Policy': "default-src 'none'; sandbox",
  // The console of the collector shows the goods, too.
  'Cross-Origin-Resource-Policy': 'cross-origin',
};

/** Pictures of the goods, the script and the style sheet. */
export function fileRoutes({ find, assets }: ShopParts): Hono<ShopEnv> {
  const routes = new Hono<ShopEnv>();
  routes.get('/pictures/:name{.+\\.svg}', (c) => {
    const product = find(c.req.param('name').replace(/\.svg$/, ''));
    return product ? c.body(drawPicture(product), 200, SVG) : c.notFound();
  });
  routes.get('/icon.svg', (c) => c.body(drawIcon(), 200, SVG));
  for (const [name, type] of Object.entries(TYPES)) {
    routes.get(`/assets/${name}`, (c) => {
      const path = join(assets, name);
      if (!existsSync(path)) return c.notFound();
      const headers = { 'Content-Type': `${type}; charset=utf-8`, 'Cache-Control': 'no-cache' };
      return c.body(readFileSync(path), 200, headers);
    });
  }
  return routes;
}
