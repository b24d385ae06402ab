import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants } from 'node:zlib';
import { Hono } from 'hono';
import { etag } from 'hono/etag';

/** A script that the collector hands out, as built. */
interface Script {
  readonly plain: Uint8Array<ArrayBuffer>;
  /** Packing takes a fifth of a second, for which no start waits. */
  readonly brotli: Promise<Uint8Array<ArrayBuffer>>;
  /** Subresource integrity, `sha384-…`. */
  readonly integrity: string;
}

/** The scripts of one version and the routes that serve them. */
export interface Assets {
  /** For example `v0.1.0`. */
  readonly version: string;
  /** `integrity` values by file name. */
  readonly integrity: ReadonlyMap<string, string>;
  readonly routes: Hono;
}

const FLOATING = 'public, max-age=300, stale-while-revalidate=86400';
const IMMUTABLE = 'public, max-age=31536000, immutable';

/**
 * `GET /tendero.js`, `/widgets.js` (floating) and `/vX.Y.Z/…` (immutable), from a folder of built scripts.
 * Any page may load them: they hold no secret.
 */
export function createAssets({
  directory,
  version,
}: {
  directory: string;
  version: string;
}): Assets {
  const names = existsSync(directory) ? readdirSync(directory) : [];
  const scripts = new Map(
    names
      .filter((name) => name.endsWith('.js'))
      .map((name) => [name, readScript(join(directory, name))]),
  );
  const routes = new Hono();
  for (const [name, script] of scripts) {
    routes.get(`/${name}`, etag(), (c) =>
      answer(c.req.header('Accept-Encoding'), script, FLOATING),
    );
    routes.get(`/${version}/${name}`, etag(), (c) =>
      answer(c.req.header('Accept-Encoding'), script, IMMUTABLE),
    );
  }
  const integrity = new Map([...scripts].map(([name, script]) => [name, script.integrity]));
  return { version, integrity, routes };
}

function readScript(path: string): Script {
  const plain = new Uint8Array(readFileSync(path));
  const params = { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY };
  return {
    plain,
    brotli: pack(plain, { params }).then((packed) => new Uint8Array(packed)),
    integrity: `sha384-${createHash('sha384').update(plain).digest('base64')}`,
  };
}

const pack = promisify(brotliCompress);

async function answer(
  acceptEncoding: string | undefined,
  script: Script,
  cacheControl: string,
): Promise<Response> {
  const isBrotli = /\bbr\b/.test(acceptEncoding ?? '');
  return new Response(isBrotli ? await script.brotli : script.plain, {
    headers: {
      'Content-Type': 'text/javascript; charset=utf-8',
      'Cache-Control': cacheControl,
      'Access-Control-Allow-Origin': '*',
      'Cross-Origin-Resource-Policy': 'cross-origin',
      'X-Content-Type-Options': 'nosniff',
      Vary: 'Accept-Encoding',
      ...(isBrotli ? { 'Content-Encoding': 'br' } : {}),
    },
  });
}
