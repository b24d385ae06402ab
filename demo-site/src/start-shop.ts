import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { ServerType } from '@hono/node-server';
import { serve } from '@hono/node-server';
import { createCatalog } from './catalog/catalog.ts';
import { createIdentityProvider } from './identity/identity-provider.tsx';
import { createPlazaLogin } from './identity/plaza-login.ts';
import { openSigningKey } from './identity/signing-key.ts';
import { makeFolder } from './lib/make-folder.ts';
import { createShop } from './server.ts';
import { openBooks } from './shop/books.ts';
import { createCollector } from './shop/collector.ts';
import { keepFlushing, openOutbox } from './shop/outbox.ts';
import { createSessions } from './shop/session.ts';

/** Where the shop stands and with which keys. */
export interface StartShopOptions {
  readonly collectorUrl: string;
  /** The shop's origin, as browsers see it. */
  readonly shopUrl: string;
  readonly host: string;
  readonly port: number;
  /** For accounts, orders, the outbox and the provider's key. */
  readonly dataDir: string;
  readonly settings: {
    readonly writeKey: string;
    readonly secretKey: string;
    readonly identityKey: string;
  };
}

/** A running shop. */
export interface RunningShop {
  close: () => Promise<void>;
}

const CLIENT_ID = 'la-tendera';
const FLUSH_EVERY_MS = 5_000;

/** Hands the catalogue to the collector, then opens the shop with its login provider at `/id`. */
export async function startShop(options: StartShopOptions): Promise<RunningShop> {
  const { collectorUrl, shopUrl, dataDir, settings } = options;
  makeFolder(dataDir);
  const products = createCatalog();
  const byId = new Map(products.map((product) => [product.id, product]));
  const collector = createCollector({ url: collectorUrl, secretKey: settings.secretKey });
  await collector.sendCatalog(products, shopUrl);
  const outbox = openOutbox({
    directory: join(dataDir, 'outbox'),
    sendOrder: collector.sendOrder,
  });
  const client = {
    issuer: `${shopUrl}/id`,
    clientId: CLIENT_ID,
    clientSecret: newSecret(),
    redirectUri: `${shopUrl}/account/callback`,
  };
  const shop = createShop({
    shopUrl,
    collectorUrl,
    writeKey: settings.writeKey,
    identityKey: settings.identityKey,
    products,
    find: (id) => byId.get(id),
    sessions: createSessions(newSecret),
    books: openBooks(dataDir),
    outbox,
    plaza: createPlazaLogin(client),
    assets: join(import.meta.dirname, '../dist'),
    now: Date.now,
    newSecret,
  });
  const provider = createIdentityProvider({
    ...client,
    signingKey: openSigningKey(dataDir),
    cookieKey: newSecret(),
    now: Date.now,
  });
  shop.route('/id', provider);
  const server = await listen(shop.fetch, options);
  const stopFlushing = keepFlushing(outbox, FLUSH_EVERY_MS);
  return {
    close: async () => {
      stopFlushing();
      await closeServer(server);
      await outbox.flush();
    },
  };
}

function newSecret(): string {
  return randomBytes(24).toString('base64url');
}

function listen(
  fetch: Parameters<typeof serve>[0]['fetch'],
  { host, port }: StartShopOptions,
): Promise<ServerType> {
  return new Promise((resolve, reject) => {
    const server = serve({ fetch, hostname: host, port }, () => resolve(server));
    server.once('error', reject);
  });
}

/** Browsers keep connections open for long; a shop that closes doesn't wait for them. */
function closeServer(server: ServerType): Promise<void> {
  return new Promise((resolve, reject) => {
    server.close((error) => (error ? reject(error) : resolve()));
    if ('closeAllConnections' in server) server.closeAllConnections();
  });
}
