import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { LIMITS } from '@tendero/schema';
import * as z from 'zod';

const key = z.string().min(16).max(128);
const origin = z.string().regex(/^https?:\/\/[a-z0-9.-]+(?::\d{1,5})?$/, {
  error: 'expected an origin such as https://shop.example',
});
const text = z.string().min(1).max(1_000);
const localized = z.record(z.string().regex(/^[a-z]{2}(?:-[A-Z]{2})?$/), text);

const provider = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]{1,40}$/),
  name: text,
  issuer: z.url(),
  clientId: text,
  /** Where the provider's public keys are. */
  jwksUrl: z.url(),
});

/** Shown to whoever looked at `views` things of `category` (or has them in the cart). */
const interestOffer = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]{1,40}$/),
  type: z.literal('interest'),
  category: text,
  views: z.number().int().min(1).max(100),
  title: localized,
  text: localized,
  action: localized,
  url: z.string().regex(/^(?:https?:\/\/|\/(?!\/))/),
  code: z.string().max(40).exactOptional(),
});

const notice = z.strictObject({
  version: z.string().min(1).max(40),
  renewAfterMonths: z.number().int().min(1).max(24).default(24),
  texts: z
    .record(
      z.string(),
      z.strictObject({ title: text, text, policyUrl: z.string().max(1_000).exactOptional() }),
    )
    .default({}),
});

const site = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]{1,40}$/),
  name: text,
  origins: z.array(origin).min(1),
  /** Safe to publish; several so that they can rotate. */
  writeKeys: z.array(key).min(1),
  /** For the shop's server only. */
  secretKeys: z.array(key).default([]),
  /** Signs the shop's customer tokens (HS256). */
  identityKey: z.string().min(32).max(256).exactOptional(),
  currency: z.string().regex(/^[A-Z]{3}$/),
  locale: z
    .string()
    .regex(/^[a-z]{2}(?:-[A-Z]{2})?$/)
    .default('en'),
  timeZone: z.string().refine((zone) => isTimeZone(zone), {
    error: 'expected an IANA time zone such as Europe/Madrid',
  }),
  providers: z.array(provider).default([]),
  /** Accept events whose `Origin` is `null` (sandboxed pages). */
  allowNullOrigin: z.boolean().default(false),
  /** Addresses (IPv4 or IPv6, exact) of the shop's own team; their events count as internal. */
  internalAddresses: z.array(z.string()).default([]),
  notice: notice.prefault({ version: '1' }),
  offers: z.array(interestOffer).default([]),
});

const file = z.strictObject({
  sites: z.array(site).min(1),
  console: z
    .strictObject({
      /** `passwordHash`: `scrypt:SALT:HASH`, both base64url; `npm run password` makes one. */
      users: z.array(
        z.strictObject({ name: text, passwordHash: z.string().startsWith('scrypt:') }),
      ),
    })
    .default({ users: [] }),
  /** For the command line, and for `/metrics` and `/openapi.json` off loopback. */
  operatorKeys: z.array(key).default([]),
  /** Addresses of proxies whose `X-Forwarded-For` is believed. */
  trustedProxies: z.array(z.string()).default([]),
  limits: z
    .strictObject({
      maxBodyBytes: z.number().int().min(1_024).max(LIMITS.maxBodyBytes),
      maxUnpackedBytes: z.number().int().min(1_024).max(LIMITS.maxUnpackedBytes),
      maxEvents: z.number().int().min(1).max(LIMITS.maxEvents),
      /** Requests a second that one address may send, with bursts of ten seconds' worth. */
      requestsPerSecond: z.number().min(1),
    })
    .partial()
    .default({}),
});

const environment = z.object({
  HOST: z.string().default('127.0.0.1'),
  PORT: z.coerce.number().int().min(0).max(65_535).default(8080),
  DATA_DIR: z.string().default('.data/collector'),
  CLICKHOUSE_URL: z.url({ protocol: /^https?$/ }).optional(),
  CLICKHOUSE_DATABASE: z
    .string()
    .regex(/^[a-z_][a-z0-9_]{0,62}$/)
    .default('tendero'),
  CLICKHOUSE_CLUSTER: z
    .string()
    .regex(/^[a-zA-Z_][a-zA-Z0-9_-]{0,62}$/)
    .optional(),
  TENDERO_CONFIG: z.string(),
});

export type Site = Readonly<z.output<typeof site>>;
export type Provider = Readonly<z.output<typeof provider>>;
export type OfferRule = Readonly<z.output<typeof interestOffer>>;

/** Everything the collector was told, checked and frozen. */
export interface Config extends Readonly<z.output<typeof file>> {
  readonly host: string;
  readonly port: number;
  /** Absolute. */
  readonly dataDir: string;
  readonly clickhouse: {
    readonly url: string | undefined;
    readonly database: string;
    readonly cluster: string | undefined;
  };
}

/** The config is wrong; `message` lists every problem on a line of its own. */
export class ConfigError extends Error {
  constructor(problems: readonly string[]) {
    super(['The configuration has problems:', ...problems.map((line) => `  ${line}`)].join('\n'));
    this.name = 'ConfigError';
  }
}

/**
 * Reads the environment and the file it names; relative paths count from `root`.
 * @throws {ConfigError} with all problems together.
 */
export function loadConfig(
  env: Readonly<Record<string, string | undefined>>,
  root: string,
): Config {
  const parsed = environment.safeParse(env);
  if (!parsed.success) throw new ConfigError(describe('environment', parsed.error));
  const variables = parsed.data;
  const path = resolve(root, variables.TENDERO_CONFIG);
  return parseConfig(readJson(path), {
    host: variables.HOST,
    port: variables.PORT,
    dataDir: resolve(root, variables.DATA_DIR),
    clickhouse: {
      url: variables.CLICKHOUSE_URL,
      database: variables.CLICKHOUSE_DATABASE,
      cluster: variables.CLICKHOUSE_CLUSTER,
    },
  });
}

/**
 * Checks the content of a config file and joins it with what the environment said.
 * @throws {ConfigError} with all problems together.
 */
export function parseConfig(
  content: unknown,
  surroundings: Pick<Config, 'host' | 'port' | 'dataDir' | 'clickhouse'>,
): Config {
  const parsed = file.safeParse(content);
  if (!parsed.success) throw new ConfigError(describe('TENDERO_CONFIG', parsed.error));
  const problems = findClashes(parsed.data.sites);
  if (problems.length > 0) throw new ConfigError(problems);
  return deepFreeze({ ...parsed.data, ...surroundings });
}

function readJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (cause) {
    const why = cause instanceof SyntaxError ? 'is not JSON' : 'could not be read';
    throw new ConfigError([`TENDERO_CONFIG: ${path} ${why}`]);
  }
}

function describe(where: string, error: z.ZodError): string[] {
  return error.issues.map((issue) => `${where} ${issue.path.join('.')}: ${issue.message}`);
}

/** One key must lead to one site. */
function findClashes(sites: readonly Site[]): string[] {
  const seen = new Set<string>();
  const values = sites.flatMap((one) => [one.id, ...one.writeKeys, ...one.secretKeys]);
  return values.flatMap((value, index) => {
    const known = seen.has(value);
    seen.add(value);
    return known ? [`sites: the id or key number ${index + 1} is used twice`] : [];
  });
}

function isTimeZone(zone: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: zone }));
  } catch {
    return false;
  }
}

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null) Object.values(value).forEach(deepFreeze);
  return Object.freeze(value);
}
