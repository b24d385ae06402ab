import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { LIMITS } from '@tendero/schema';
import * as z from 'zod';
import { isAddressRange } from './lib/address-list.ts';

const key = z.string().min(16).max(128);
const origin = z.string().regex(/^https?:\/\/[a-z0-9.-]+(?::\d{1,5})?$/, {
  error: 'expected an origin such as https://shop.example',
});
const address = z.string().refine(isAddressRange, {
  error: ({ input }) =>
    `expected an address such as 192.0.2.1 or a range such as 10.0.0.0/8 or fd00::/8, got ${JSON.stringify(input)}`,
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
  /** Addresses and ranges of the shop's own team; their events count as internal. */
  internalAddresses: z.array(address).default([]),
  notice: notice.prefault({ version: '1' }),
  offers: z.array(interestOffer).default([]),
});

const rate = z.number().min(1).max(1_000_000);

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
  /** Addresses and ranges of proxies whose `X-Forwarded-For` is believed. */
  trustedProxies: z.array(address).default([]),
  limits: z
    .strictObject({
      maxBodyBytes: z
        .number()
        .int()
        .min(1_024)
        .max(LIMITS.maxBodyBytes)
        .default(LIMITS.maxBodyBytes),
      maxUnpackedBytes: z
        .number()
        .int()
        .min(1_024)
        .max(LIMITS.maxUnpackedBytes)
        .default(LIMITS.maxUnpackedBytes),
      maxEvents: z.number().int().min(1).max(LIMITS.maxEvents).default(LIMITS.maxEvents),
      /**
       * Requests a second that one address, write key or visitor may send, with bursts of ten seconds' worth. No
       * shop's page comes near: behind a proxy that is not trusted all shoppers share one address, in an office many.
       */
      requestsPerSecondOfAddress: rate.default(1_000),
      requestsPerSecondOfKey: rate.default(10_000),
      requestsPerSecondOfVisitor: rate.default(100),
    })
    .prefault({}),
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
  TENDERO_OWNER_URL: z.url({ protocol: /^https?$/ }).optional(),
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
  /** The collector that keeps what must be serial, without a slash at the end; this one where it is undefined. */
  readonly ownerUrl?: string;
}

/** The config is wrong; `message` lists every problem on a line of its own. */
export class ConfigError extends Error {
  constructor(problems: readonly string[]) {
    super(['The configuration has problems:', ...problems.map((line) => `  ${line}`)].join('\n'));
    this.name = 'ConfigError';
  }
}

/**
 * Reads the environment and the file it names; relative paths count from `root`, an empty variable is none.
 * @throws {ConfigError} with all problems together.
 */
export function loadConfig(
  env: Readonly<Record<string, string | undefined>>,
  root: string,
): Config {
  const parsed = environment.safeParse(
    Object.fromEntries(Object.entries(env).filter(([, value]) => value !== '')),
  );
  const path = env['TENDERO_CONFIG'] ? resolve(root, env['TENDERO_CONFIG']) : undefined;
  const { content, problems } = path === undefined ? NO_FILE : readJson(path);
  if (!parsed.success)
    throw new ConfigError([...describe('environment', parsed.error), ...problems]);
  if (problems.length > 0) throw new ConfigError(problems);
  const variables = parsed.data;
  const dataDir = resolve(root, variables.DATA_DIR);
  if (variables.CLICKHOUSE_URL === undefined && PATTERN.test(dataDir))
    throw new ConfigError([
      `environment DATA_DIR: expected a folder whose path has none of * ? { }, which the database would take for a pattern; got ${dataDir}`,
    ]);
  return parseConfig(content, {
    host: variables.HOST,
    port: variables.PORT,
    dataDir,
    clickhouse: {
      url: variables.CLICKHOUSE_URL,
      database: variables.CLICKHOUSE_DATABASE,
      cluster: variables.CLICKHOUSE_CLUSTER,
    },
    ...(variables.TENDERO_OWNER_URL === undefined
      ? {}
      : { ownerUrl: variables.TENDERO_OWNER_URL.replace(/\/$/, '') }),
  });
}

/** In the name of a file that the embedded ClickHouse reads; where nothing matches it reads nothing, and says nothing. */
const PATTERN = /[*?{}]/;

/**
 * Checks the content of a config file and joins it with what the environment said.
 * @throws {ConfigError} with all problems together.
 */
export function parseConfig(
  content: unknown,
  surroundings: Pick<Config, 'host' | 'port' | 'dataDir' | 'clickhouse' | 'ownerUrl'>,
): Config {
  const problems = findProblems(content);
  if (problems.length > 0) throw new ConfigError(problems);
  return deepFreeze({ ...file.parse(content), ...surroundings });
}

function findProblems(content: unknown): string[] {
  const parsed = file.safeParse(content);
  return parsed.success ? findClashes(parsed.data) : describe('TENDERO_CONFIG', parsed.error);
}

interface FileContent {
  readonly content: unknown;
  readonly problems: readonly string[];
}

const NO_FILE: FileContent = { content: undefined, problems: [] };

function readJson(path: string): FileContent {
  try {
    const content: unknown = JSON.parse(readFileSync(path, 'utf8'));
    return { content, problems: findProblems(content) };
  } catch (cause) {
    const why = cause instanceof SyntaxError ? 'is not JSON' : 'could not be read';
    return { content: undefined, problems: [`TENDERO_CONFIG: ${path} ${why}`] };
  }
}

function describe(where: string, error: z.ZodError): string[] {
  return error.issues.map((issue) => `${where} ${issue.path.join('.')}: ${issue.message}`);
}

/** One key must lead to one place, and none that is public to a secret one; the message names places, not keys. */
function findClashes({ sites, operatorKeys }: z.output<typeof file>): string[] {
  const keys = [
    ...sites.flatMap(({ writeKeys, secretKeys }, index) => [
      ...named(`sites.${index}.writeKeys`, writeKeys),
      ...named(`sites.${index}.secretKeys`, secretKeys),
    ]),
    ...named('operatorKeys', operatorKeys),
  ];
  const ids = sites.map(({ id }, index) => ({ place: `sites.${index}.id`, value: id }));
  return [...findRepeats(ids), ...findRepeats(keys)];
}

interface Named {
  readonly place: string;
  readonly value: string;
}

function named(place: string, values: readonly string[]): Named[] {
  return values.map((value, index) => ({ place: `${place}.${index}`, value }));
}

function findRepeats(all: readonly Named[]): string[] {
  const first = new Map<string, string>();
  return all.flatMap(({ place, value }) => {
    const known = first.get(value);
    first.set(value, known ?? place);
    return known === undefined ? [] : [`TENDERO_CONFIG ${place}: the same as ${known}`];
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
