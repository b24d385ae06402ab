import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serverEvent } from '@tendero/schema/zod';
import { jwtVerify } from 'jose';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createCatalog } from '../../../demo-site/src/catalog/catalog.ts';
import { createPlazaLogin } from '../../../demo-site/src/identity/plaza-login.ts';
import { createShop } from '../../../demo-site/src/server.ts';
import { openBooks } from '../../../demo-site/src/shop/books.ts';
import type { OrderEvent } from '../../../demo-site/src/shop/collector.ts';
import { createSessions } from '../../../demo-site/src/shop/session.ts';

const SHOP = 'https://shop.example';
const IDENTITY_KEY = 'an identity key of forty characters, yes!';
const VISITOR = '0123456789abcdef0123456789abcdef';
const NOW = Date.UTC(2026, 4, 1, 10);

const products = createCatalog();
const inStock = products.find((product) => product.inStock);
const soldOut = products.find((product) => !product.inStock);

let directory: string;
let orders: OrderEvent[];
let shop: ReturnType<typeof createShop>;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'tendero-shop-'));
  orders = [];
  let secrets = 0;
  const newSecret = () => `secret${String((secrets += 1)).padStart(26, '0')}`;
  shop = createShop({
    shopUrl: SHOP,
    collectorUrl: 'https://collector.example',
    writeKey: 'pub_0123456789abcdef',
    identityKey: IDENTITY_KEY,
    products,
    find: (id) => products.find((product) => product.id === id),
    sessions: createSessions(newSecret),
    books: openBooks(directory),
    outbox: { put: (order) => void orders.push(order), flush: async () => 0 },
    plaza: createPlazaLogin({
      issuer: `${SHOP}/id`,
      clientId: 'la-tendera',
      clientSecret: 'x',
      redirectUri: `${SHOP}/account/callback`,
    }),
    assets: directory,
    now: () => NOW,
    newSecret,
  });
});
afterEach(() => rmSync(directory, { recursive: true }));

/** A browser: keeps its cookies, sends its origin. */
function openBrowser(cookies: Record<string, string> = {}) {
  const jar = new Map(Object.entries(cookies));
  const send = async (path: string, form?: Record<string, string>, origin = SHOP) => {
    const answer = await shop.request(`${SHOP}${path}`, {
      headers: {
        cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; '),
        ...(form ? { origin } : {}),
      },
      ...(form ? { method: 'POST', body: new URLSearchParams(form) } : {}),
    });
    for (const line of answer.headers.getSetCookie()) {
      const [name = '', value = ''] = line.split(';')[0]?.split('=') ?? [];
      jar.set(name, value);
    }
    return answer;
  };
  const read = async (path: string) => (await send(path)).text();
  return { send, read, jar };
}

/** What a page tells Tendero, by the names of the functions. */
function callsOf(html: string): [string, ...unknown[]][] {
  const written = /data-tendero="([^"]*)"/.exec(html)?.[1] ?? '';
  return JSON.parse(
    written.replaceAll('&quot;', '"').replaceAll('&amp;', '&').replaceAll('&#39;', "'"),
  );
}

function idOf(product: { id: string } | undefined): string {
  if (!product) throw new Error('expected a product');
  return product.id;
}

describe('pages', () => {
  test.each([
    '/',
    '/c/garden',
    `/p/${inStock?.id}`,
    '/search?q=lamp',
    '/cart',
    '/account',
    '/browse',
  ])(
    '%s answers in English and in Spanish, sets no cookie and tells its language',
    async (path) => {
      for (const [prefix, language] of [
        ['', 'en'],
        ['/es', 'es'],
      ]) {
        const answer = await shop.request(`${SHOP}${prefix}${path === '/' && prefix ? '' : path}`);
        expect(answer.status).toBe(200);
        expect(answer.headers.getSetCookie()).toEqual([]);
        expect(await answer.text()).toMatch(`<!doctype html><html lang="${language}">`);
      }
    },
  );

  test('allow inline script by nonce only, a new one each time', async () => {
    const nonces = await Promise.all(
      ['/', '/'].map(async (path) => {
        const answer = await shop.request(path);
        const policy = answer.headers.get('content-security-policy') ?? '';
        expect(policy).toContain("default-src 'none'");
        expect(policy).not.toContain('unsafe');
        const nonce = /'nonce-([^']+)'/.exec(policy)?.[1] ?? '';
        const html = await answer.text();
        expect(html).toContain(`<script nonce="${nonce}">`);
        expect(html.match(/<script(?![^>]*(?:src|nonce)=)/g)).toBeNull();
        expect(html).not.toMatch(/ style=| on[a-z]+=/);
        return nonce;
      }),
    );
    expect(new Set(nonces).size).toBe(2);
  });

  test('write what a visitor typed as text, never as markup', async () => {
    const html = await openBrowser().read(
      `/search?q=${encodeURIComponent('"><img src=x onerror=y>')}`,
    );
    expect(html).not.toContain('<img src=x');
    expect(callsOf(html)[0]?.[0]).toBe('search');
  });

  test.each(['/nope', '/p/nope', '/c/nope', '/order/nope', '/browse/p/nope', '/pictures/nope.svg'])(
    '%s is a kind 404',
    async (path) => {
      const answer = await shop.request(path);
      expect(answer.status).toBe(404);
      expect(await answer.text()).toContain('Back to the shop');
    },
  );

  test('of a product tell Tendero what was seen', async () => {
    const html = await openBrowser().read(`/p/${idOf(inStock)}`);
    expect(callsOf(html)).toMatchObject([
      ['viewItem', { items: [{ item_id: idOf(inStock) }], currency: 'EUR' }],
    ]);
  });

  test('pictures are inert documents', async () => {
    const answer = await shop.request(`/pictures/${idOf(inStock)}.svg`);
    expect(answer.headers.get('content-type')).toBe('image/svg+xml');
    expect(answer.headers.get('content-security-policy')).toBe("default-src 'none'; sandbox");
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
  });

  test('/browse answers JSON to its script', async () => {
    const answer = await shop.request(`/es/browse/p/${idOf(inStock)}`, {
      headers: { accept: 'application/json' },
    });
    expect(await answer.json()).toMatchObject({
      kind: 'product',
      product: { id: idOf(inStock), path: `/es/browse/p/${idOf(inStock)}` },
      addPath: '/es/cart/add',
    });
  });
});

describe('cart and till', () => {
  test('an order reaches the outbox with the visitor and empties the cart', async () => {
    const browser = openBrowser({ tendero_id: VISITOR });
    await browser.send('/cart/add', { id: idOf(inStock) });
    expect(callsOf(await browser.read('/cart')).map(([name]) => name)).toEqual([
      'addToCart',
      'viewCart',
    ]);
    const answer = await browser.send('/checkout', { name: 'Ana', country: 'PT' });
    const path = answer.headers.get('location') ?? '';
    const number = path.replace('/order/', '');

    expect(orders).toHaveLength(1);
    expect(serverEvent.parse(orders[0])).toEqual(orders[0]);
    expect(orders[0]).toMatchObject({
      transaction_id: number,
      visitor_id: VISITOR,
      country: 'PT',
      time: NOW,
      items: [{ item_id: idOf(inStock), quantity: 1 }],
    });
    expect(orders[0]).not.toHaveProperty('customer_id');

    const purchase = callsOf(await browser.read(path));
    expect(purchase).toMatchObject([['purchase', { transaction_id: number }]]);
    expect(callsOf(await browser.read(path))).toEqual([]);
    expect((await browser.send('/checkout')).headers.get('location')).toBe('/cart');
    expect((await openBrowser().send(path)).status).toBe(404);
  });

  test('an order without a visitor names none, and a forged one is dropped', async () => {
    for (const cookies of [{}, { tendero_id: '<script>' }]) {
      const browser = openBrowser(cookies);
      await browser.send('/cart/add', { id: idOf(inStock) });
      await browser.send('/checkout', { name: 'Ana' });
    }
    expect(orders).toHaveLength(2);
    for (const order of orders) expect(order).not.toHaveProperty('visitor_id');
  });

  test('what is sold out does not go into the cart', async () => {
    const answer = await openBrowser().send('/cart/add', { id: idOf(soldOut) });
    expect(answer.status).toBe(404);
  });

  test.each(['-1', '1.5', 'NaN', ''])('a quantity of «%s» changes nothing', async (quantity) => {
    const browser = openBrowser();
    await browser.send('/cart/add', { id: idOf(inStock) });
    await browser.send('/cart/set', { id: idOf(inStock), quantity });
    const html = await browser.read('/cart');
    expect(callsOf(html).map(([name]) => name)).not.toContain('removeFromCart');
    expect(html).toMatch(/data-cart-count[^>]*>1</);
  });

  test('another site’s form is refused', async () => {
    const browser = openBrowser();
    const answer = await browser.send('/cart/add', { id: idOf(inStock) }, 'https://evil.example');
    expect(answer.status).toBe(403);
    expect(browser.jar.size).toBe(0);
  });
});

describe('accounts', () => {
  const ana = { name: 'Ana Ruiz', email: 'ana@example.com', password: 'correct horse' };

  test('signing up logs in under a new session and proves the customer on every page', async () => {
    const browser = openBrowser();
    await browser.send('/cart/add', { id: idOf(inStock) });
    const before = browser.jar.get('shop_session');
    await browser.send('/account/signup', ana);
    expect(browser.jar.get('shop_session')).not.toBe(before);

    const html = await browser.read('/account');
    expect(html).toContain('Hello, Ana Ruiz');
    expect(html).toMatch(/data-cart-count[^>]*>1</);
    const [identify, ...others] = callsOf(html);
    expect(others).toEqual([['signUp', 'email', { name: ana.name, email: ana.email }]]);
    const { payload } = await jwtVerify(
      String(identify?.[1]),
      new TextEncoder().encode(IDENTITY_KEY),
      { algorithms: ['HS256'], currentDate: new Date(NOW) },
    );
    expect(payload.sub).toMatch(/^c-/);
    expect((payload.exp ?? 0) - (payload.iat ?? 0)).toBeLessThanOrEqual(3_600);
    expect(callsOf(await browser.read('/'))).toHaveLength(1);

    await browser.send('/checkout', { name: 'Ana' });
    expect(orders[0]?.customer_id).toBe(payload.sub);
  });

  test('logging in wants the right password and doesn’t say which part was wrong', async () => {
    await openBrowser().send('/account/signup', ana);
    const browser = openBrowser();
    const texts = await Promise.all(
      [
        { email: ana.email, password: 'wrong horse' },
        { email: 'nobody@example.com', password: ana.password },
      ].map(async (form) => {
        const answer = await browser.send('/account/login', form);
        expect(answer.status).toBe(400);
        return answer.text();
      }),
    );
    for (const text of texts) expect(text).toContain('don’t go together');
    const entered = await browser.send('/account/login', { ...ana, email: 'ANA@example.com' });
    expect(entered.headers.get('location')).toBe('/account');
  });

  test('logging out forgets the customer and tells Tendero', async () => {
    const browser = openBrowser();
    await browser.send('/account/signup', ana);
    await browser.send('/account/logout', {});
    expect(callsOf(await browser.read('/'))).toEqual([['logout']]);
    expect(await browser.read('/account')).toContain('Continue with Plaza ID');
  });

  test.each([
    ['no name', { ...ana, name: '' }],
    ['a bad e-mail', { ...ana, email: 'ana' }],
    ['a short password', { ...ana, password: 'short' }],
  ])('signing up with %s is refused', async (_, form) => {
    const browser = openBrowser();
    expect((await browser.send('/account/signup', form)).status).toBe(400);
    expect(browser.jar.size).toBe(0);
  });

  test('the way to the provider carries the collector’s nonce, PKCE and a state', async () => {
    const nonce = 'a-nonce-of-the-collector';
    const answer = await openBrowser().send(`/account/plaza?nonce=${nonce}`);
    const query = new URL(answer.headers.get('location') ?? '').searchParams;
    expect(query.get('nonce')).toBe(nonce);
    expect(query.get('code_challenge_method')).toBe('S256');
    expect(query.get('state')).toMatch(/^secret/);
  });

  test('a return with another state, or with none under way, logs nobody in', async () => {
    const browser = openBrowser();
    await browser.send('/account/plaza');
    expect((await browser.send('/account/callback?code=x&state=y')).status).toBe(400);
    expect((await openBrowser().send('/account/callback?code=x&state=y')).status).toBe(400);
  });
});
