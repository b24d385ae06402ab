import { type Config, parseConfig } from '../../collector/src/config.ts';

/** What a test's shop is called and opened with. */
export const SHOP = {
  id: 'shop',
  origin: 'https://shop.example',
  writeKey: 'write-key-of-the-shop',
  secretKey: 'secret-key-of-the-shop',
  identityKey: 'identity-key-of-the-shop-32-characters',
} as const;

interface SiteConfigOptions {
  /** Of the collector; empty where nothing is stored. */
  readonly dataDir?: string;
  /** Laid over the shop's own settings. */
  readonly site?: Record<string, unknown>;
  /** More sites beside it. */
  readonly others?: readonly Record<string, unknown>[];
}

/** A checked config with one shop in Madrid that speaks Spanish. */
export function siteConfig({
  dataDir = '',
  site = {},
  others = [],
}: SiteConfigOptions = {}): Config {
  const shop = {
    id: SHOP.id,
    name: 'La tienda',
    origins: [SHOP.origin],
    writeKeys: [SHOP.writeKey],
    secretKeys: [SHOP.secretKey],
    identityKey: SHOP.identityKey,
    currency: 'EUR',
    locale: 'es',
    timeZone: 'Europe/Madrid',
    ...site,
  };
  const clickhouse = { url: undefined, database: 'tendero', cluster: undefined };
  return parseConfig(
    { sites: [shop, ...others] },
    { host: '127.0.0.1', port: 0, dataDir, clickhouse },
  );
}
