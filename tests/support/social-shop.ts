import { createHash, randomBytes } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ConsentStates } from '@tendero/schema';
import type { JWTPayload } from 'jose';
import * as z from 'zod';
import { type IdProvider, startIdProvider } from './id-provider.ts';
import {
  openTestCollector,
  TEST_ORIGIN,
  TEST_SITE,
  type TestCollector,
} from './open-test-collector.ts';
import { ALL, decisionOf, makeContext, makeVisitor, send } from './wire.ts';

export const CLIENT = 'shop-client';

/** Words that stand nowhere else, nor come by chance in an id, so that finding one is proof. */
export const PERSON = {
  sub: 'sub-8842917',
  name: 'Aurelia Zambrano',
  email: 'aurelia.zambrano@mail.example',
  phone_number: '+34 600 123 987',
  picture: 'https://img.example/aurelia.png',
  birthdate: '1984-02-29',
  gender: 'female',
  address: { country: 'Uruguay', street_address: 'Calle Nunca 13' },
  friends_count: 471_155_083,
  interests: ['ceramics', 'rowing'],
};
export const TRACES =
  /Aurelia|Zambrano|8842917|600 123 987|1984-02-29|Uruguay|Calle Nunca|471155083|ceramics/i;

/** What a browser keeps between the start of a login and its end. */
interface Started {
  readonly nonce: string;
  readonly binding: string;
}

interface Login extends Started {
  readonly token: string;
  readonly visitor?: string;
  readonly states?: ConsentStates;
  readonly provider?: string;
}

/** A collector with the login providers `demo` and `other`, both at one issuer. */
export interface SocialShop {
  readonly provider: IdProvider;
  readonly collector: TestCollector;
  call(path: string, body: object, origin?: string): Promise<Response>;
  start(): Promise<Started>;
  /** The claims of a good token of {@link PERSON}, with the changes. */
  claims(nonce: string, changes?: Record<string, unknown>): JWTPayload;
  login(login: Login): Promise<Response>;
  /** A visitor whose decision stands in the ledger. */
  visitorWith(states: ConsentStates): Promise<string>;
  keptOf(visitor: string): Promise<{ profile: ProfileRow[]; identities: IdentityRow[] }>;
  /** Everything that lies in the data directory or was logged. */
  allBytes(): string;
  close(): Promise<void>;
}

const profileRow = z.object({
  field: z.string(),
  value: z.string(),
  source: z.string(),
  purpose: z.string(),
  decided: z.coerce.boolean(),
});
type ProfileRow = z.output<typeof profileRow>;

const identityRow = z.object({ customer_id: z.string(), method: z.string() });
type IdentityRow = z.output<typeof identityRow>;

export async function openSocialShop(): Promise<SocialShop> {
  const provider = await startIdProvider();
  const { issuer, jwksUrl } = provider;
  const entry = (id: string, clientId: string) => ({ id, name: id, issuer, clientId, jwksUrl });
  const collector = await openTestCollector({
    site: { providers: [entry('demo', CLIENT), entry('other', 'other-client')] },
  });

  const call = async (path: string, body: object, origin = TEST_ORIGIN) =>
    collector.app.request(`/v1/social/${path}?key=${TEST_SITE.writeKeys[0]}`, {
      method: 'POST',
      headers: { Origin: origin, 'Content-Type': 'text/plain' },
      body: JSON.stringify(body),
    });

  return {
    provider,
    collector,
    call,
    async start() {
      const binding = randomBytes(16).toString('hex');
      const hash = createHash('sha256').update(binding).digest('hex');
      const answer = await call('demo/start', { v: 1, binding_hash: hash });
      const { nonce } = z.object({ nonce: z.string() }).parse(await answer.json());
      return { nonce, binding };
    },
    claims(nonce, changes = {}) {
      const now = Math.floor(Date.now() / 1_000);
      const registered = { iss: issuer, aud: CLIENT, iat: now, exp: now + 300, nonce };
      return { ...registered, ...PERSON, ...changes };
    },
    login({ visitor = makeVisitor(), states = ALL, provider: to = 'demo', ...login }) {
      const consent = { states, version: '1', at: Date.now() };
      return call(to, { v: 1, visitor, consent, ...login });
    },
    async visitorWith(states) {
      const visitor = makeVisitor();
      const context = makeContext({ visitor, consent: { states, version: '1', at: Date.now() } });
      await send(collector, [context], [decisionOf(context)]);
      return visitor;
    },
    keptOf: (visitor) => readKept(collector, visitor),
    allBytes: () => readFolder(collector.dataDir) + collector.log(),
    async close() {
      await collector.remove();
      await provider.close();
    },
  };
}

async function readKept(collector: TestCollector, visitor: string) {
  const { database } = collector;
  await collector.drainNow();
  const profile = await database.serve.query({
    sql: `SELECT field, value, source, purpose, decision_id != '' AS decided FROM profile_values FINAL
          WHERE visitor_id = {visitor: String} ORDER BY field`,
    params: { visitor },
    row: profileRow,
  });
  const identities = await database.serve.query({
    sql: 'SELECT customer_id, method FROM identities FINAL WHERE visitor_id = {visitor: String}',
    params: { visitor },
    row: identityRow,
  });
  return { profile, identities };
}

function readFolder(directory: string): string {
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((file) => file.isFile())
    .map((file) => readFileSync(join(file.parentPath, file.name), 'latin1'))
    .join('\n');
}
