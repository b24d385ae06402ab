import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createAssets, type Assets } from '../../../collector/src/assets/asset-routes.ts';

const SCRIPT = `console.log('${'tea '.repeat(200)}');\n`;

let directory: string;
let assets: Assets;
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'tendero-assets-'));
  writeFileSync(join(directory, 'tendero.js'), SCRIPT);
  writeFileSync(join(directory, 'notes.txt'), 'not for pages');
  assets = createAssets({ directory, version: 'v1.2.3' });
});
afterAll(() => rmSync(directory, { recursive: true }));

async function get(path: string, headers: Record<string, string> = {}): Promise<Response> {
  return assets.routes.request(path, { headers });
}

test.each([
  ['/tendero.js', /max-age=300\b/],
  ['/v1.2.3/tendero.js', /max-age=31536000, immutable/],
])(
  '%s is the built script, for any page, kept as long as its address allows',
  async (path, kept) => {
    const answer = await get(path);
    expect(await answer.text()).toBe(SCRIPT);
    expect(answer.headers.get('Cache-Control')).toMatch(kept);
    expect(answer.headers.get('Content-Type')).toBe('text/javascript; charset=utf-8');
    expect(answer.headers.get('Access-Control-Allow-Origin')).toBe('*');
    expect(answer.headers.get('Cross-Origin-Resource-Policy')).toBe('cross-origin');
    expect(answer.headers.get('X-Content-Type-Options')).toBe('nosniff');
  },
);

test('its integrity is that of the bytes that a browser gets', async () => {
  const bytes = Buffer.from(await (await get('/v1.2.3/tendero.js')).arrayBuffer());
  const hash = createHash('sha384').update(bytes).digest('base64');
  expect(assets.integrity.get('tendero.js')).toBe(`sha384-${hash}`);
});

test('is smaller for browsers that take Brotli, and says so to caches', async () => {
  const answer = await get('/tendero.js', { 'Accept-Encoding': 'gzip, br' });
  const bytes = Buffer.from(await answer.arrayBuffer());
  expect(answer.headers.get('Content-Encoding')).toBe('br');
  expect(answer.headers.get('Vary')).toBe('Accept-Encoding');
  expect(bytes.length).toBeLessThan(SCRIPT.length / 4);
  expect(brotliDecompressSync(bytes).toString()).toBe(SCRIPT);
  const plain = await get('/tendero.js', { 'Accept-Encoding': 'gzip' });
  expect(plain.headers.has('Content-Encoding')).toBe(false);
  expect(plain.headers.get('ETag')).not.toBe(answer.headers.get('ETag'));
});

test('a browser that has it is told so', async () => {
  const { headers } = await get('/tendero.js');
  const again = await get('/tendero.js', { 'If-None-Match': headers.get('ETag') ?? '' });
  expect(again.status).toBe(304);
  expect(await again.text()).toBe('');
});

test.each(['/v9.9.9/tendero.js', '/notes.txt', '/../package.json', '/v1.2.3/'])(
  '%s is not there',
  async (path) => {
    expect((await get(path)).status).toBe(404);
  },
);

test('a folder that was not built serves nothing', async () => {
  const none = createAssets({ directory: join(directory, 'none'), version: 'v1' });
  expect((await none.routes.request('/tendero.js')).status).toBe(404);
  expect(none.integrity.size).toBe(0);
});
