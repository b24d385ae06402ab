import { randomBytes, scryptSync } from 'node:crypto';
import { existsSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { makeFolder } from '../lib/make-folder.ts';
import { writeSafely } from '../lib/write-safely.ts';
import { demoOffers } from './demo-offers.ts';

/** The demo's own secrets, made at its first start and kept in its data folder. */
export interface DemoSettings {
  readonly writeKey: string;
  readonly secretKey: string;
  readonly identityKey: string;
  readonly operatorKey: string;
  readonly consoleUser: string;
  readonly consolePassword: string;
}

const FILE = 'settings.json';

/** Reads the settings of `directory`, making them when there are none. */
export function openDemoSettings(directory: string): DemoSettings {
  makeFolder(directory);
  const path = join(directory, FILE);
  if (!existsSync(path)) writePrivately(path, makeSettings());
  // written by this very function and readable by its owner only
  const settings: DemoSettings = JSON.parse(readFileSync(path, 'utf8'));
  return settings;
}

/** A config file for the collector that stands beside the one in use until it is known that no other demo runs. */
export interface CollectorConfig {
  readonly path: string;
  /** Puts it in the place of the one before, where the commands find it. */
  readonly keep: () => void;
  /** Takes it away, unless it was kept. */
  readonly drop: () => void;
}

/** Writes the collector's config file for the demo shop at `shopUrl`. */
export function writeCollectorConfig(
  directory: string,
  settings: DemoSettings,
  shopUrl: string,
): CollectorConfig {
  const path = join(directory, `collector.${process.pid}.json`);
  writePrivately(path, collectorConfig(settings, shopUrl));
  return {
    path,
    keep: () => renameSync(path, join(directory, 'collector.json')),
    drop: () => rmSync(path, { force: true }),
  };
}

function makeSettings(): DemoSettings {
  return {
    writeKey: `pub_${random(18)}`,
    secretKey: `sec_${random(24)}`,
    identityKey: random(32),
    operatorKey: `op_${random(24)}`,
    consoleUser: 'demo',
    consolePassword: random(9),
  };
}

function collectorConfig(settings: DemoSettings, shopUrl: string): object {
  return {
    sites: [
      {
        id: 'demo',
        name: 'La Tendera',
        origins: [shopUrl],
        writeKeys: [settings.writeKey],
        secretKeys: [settings.secretKey],
        identityKey: settings.identityKey,
        currency: 'EUR',
        locale: 'en',
        timeZone: 'Europe/Madrid',
        offers: demoOffers(),
        providers: [
          {
            id: 'demo',
            name: 'Plaza ID',
            issuer: `${shopUrl}/id`,
            clientId: 'la-tendera',
            jwksUrl: `${shopUrl}/id/jwks`,
          },
        ],
      },
    ],
    console: {
      users: [{ name: settings.consoleUser, passwordHash: hashPassword(settings.consolePassword) }],
    },
    operatorKeys: [settings.operatorKey],
  };
}

/** The form that the collector's config takes: `scrypt:SALT:HASH`, both base64url. */
function hashPassword(password: string): string {
  const salt = randomBytes(16);
  const hash = scryptSync(password, salt, 32, { N: 2 ** 15, r: 8, p: 1, maxmem: 64 * 2 ** 20 });
  return `scrypt:${salt.toString('base64url')}:${hash.toString('base64url')}`;
}

function writePrivately(path: string, content: object): void {
  writeSafely(path, `${JSON.stringify(content, null, 2)}\n`);
}

function random(bytes: number): string {
  return randomBytes(bytes).toString('base64url');
}
