import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRemoteJWKSet, decodeJwt, jwtVerify } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startShop, type RunningShop } from '../../../demo-site/src/start-shop.ts';

let directory: string;
let shop: RunningShop;
let shopUrl: string;
const received: { method: string; path: string; authorization: string; body: string }[] = [];
const collector = createServer((request, answer) => {
  void record(request).then(() => answer.writeHead(202).end('{}'));
});

async function record(request: IncomingMessage): Promise<void> {
  let body = '';
  for await (const chunk of request.setEncoding('utf8')) body += String(chunk);
  received.push({
    method: request.method ?? '',
    path: request.url ?? '',
    authorization: request.headers.authorization ?? '',
    body,
  });
}

function portOf(server: typeof collector): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('expected a port');
  return address.port;
}

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'tendero-plaza-'));
  await new Promise<void>((resolve) => collector.listen(0, '127.0.0.1', resolve));
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const port = portOf(probe);
  await new Promise((resolve) => probe.close(resolve));
  shopUrl = `http://127.0.0.1:${port}`;
  shop = await startShop({
    collectorUrl: `http://127.0.0.1:${portOf(collector)}`,
    shopUrl,
    host: '127.0.0.1',
    port,
    dataDir: directory,
    settings: {
      writeKey: 'pub_0123456789abcdef',
      secretKey: 'sec_0123456789abcdef',
      identityKey: 'an identity key of forty characters, yes!',
    },
  });
});
afterAll(async () => {
  await shop.close();
  collector.close();
  rmSync(directory, { recursive: true });
});

/** Follows redirects by hand, keeping cookies like a browser. */
function openBrowser() {
  const jar = new Map<string, string>();
  const send = async (url: string, form?: Record<string, string>): Promise<Response> => {
    const answer = await fetch(new URL(url, shopUrl), {
      redirect: 'manual',
      headers: {
        cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; '),
        ...(form ? { origin: shopUrl } : {}),
      },
      ...(form ? { method: 'POST', body: new URLSearchParams(form) } : {}),
    });
    for (const line of answer.headers.getSetCookie()) {
      const [name = '', value = ''] = line.split(';')[0]?.split('=') ?? [];
      jar.set(name, value);
    }
    return answer;
  };
  const follow = async (start: Response): Promise<Response> => {
    let answer = start;
    for (let hop = 0; hop < 8 && answer.headers.has('location'); hop += 1) {
      answer = await send(answer.headers.get('location') ?? '');
    }
    return answer;
  };
  return { send, follow };
}

describe('Plaza ID', () => {
  test('logs a person in, with a token that the collector can verify', async () => {
    const nonce = 'a-nonce-of-the-collector';
    const browser = openBrowser();
    const choice = await browser.follow(await browser.send(`/es/account/plaza?nonce=${nonce}`));
    expect(await choice.clone().text()).toContain('Mateo Ibáñez');
    const account = await browser.follow(
      await browser.send(choice.url, { sub: 'plaza-mateo.ibanez' }),
    );
    const html = await account.text();
    expect(account.url).toBe(`${shopUrl}/es/account`);
    expect(html).toContain('Hola, Mateo Ibáñez');

    const token = /socialLogin&quot;,&quot;demo&quot;,&quot;([\w.-]+)&quot;/.exec(html)?.[1] ?? '';
    const { payload } = await jwtVerify(token, createRemoteJWKSet(new URL(`${shopUrl}/id/jwks`)), {
      issuer: `${shopUrl}/id`,
      audience: 'la-tendera',
    });
    expect(payload).toMatchObject({
      sub: 'plaza-mateo.ibanez',
      nonce,
      email: 'mateo.ibanez@plaza.example',
      birthdate: '1975-11-02',
      friends_count: 87,
      interests: ['cooking', 'olive oil', 'football'],
    });
    expect(await (await browser.send('/es')).text()).not.toContain('socialLogin');
  });

  test('refuses a person that it does not know', async () => {
    const browser = openBrowser();
    const choice = await browser.follow(await browser.send('/account/plaza'));
    expect((await browser.send(choice.url, { sub: 'plaza-nobody' })).status).toBe(404);
  });

  test('works without the collector’s nonce, under one of the shop', async () => {
    const browser = openBrowser();
    const choice = await browser.follow(await browser.send('/account/plaza'));
    const account = await browser.follow(
      await browser.send(choice.url, { sub: 'plaza-nora.whitfield' }),
    );
    const html = await account.text();
    const token = /socialLogin&quot;,&quot;demo&quot;,&quot;([\w.-]+)&quot;/.exec(html)?.[1] ?? '';
    expect(html).toContain('Hello, Nora Whitfield');
    expect(String(decodeJwt(token)['nonce']).length).toBeGreaterThan(20);
  });
});

describe('the shop at the collector’s door', () => {
  test('hands over its catalogue by secret key when it starts', () => {
    const [catalog] = received;
    expect(catalog).toMatchObject({
      method: 'PUT',
      path: '/v1/catalog/items?mode=replace',
      authorization: 'Bearer sec_0123456789abcdef',
    });
    expect(catalog?.body.trim().split('\n')).toHaveLength(200);
  });

  test('sends an order by secret key as soon as it is made', async () => {
    const browser = openBrowser();
    await browser.send('/cart/add', { id: 'teapot-alba-indigo' });
    const confirmed = await browser.follow(await browser.send('/checkout', { name: 'Ana' }));
    const number = confirmed.url.split('/').at(-1) ?? '';
    await expect
      .poll(() => received.filter(({ path }) => path === '/v1/server/events'))
      .toMatchObject([{ method: 'POST', authorization: 'Bearer sec_0123456789abcdef' }]);
    expect(received.at(-1)?.body).toContain(number);
  });
});
