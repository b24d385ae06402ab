import { createHash, randomBytes } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import { exportJWK, generateKeyPair } from 'jose';
import Provider from 'oidc-provider';
import * as z from 'zod';

const REDIRECT = 'https://shop.example/login/return';
const SCOPES = 'openid profile email';
/** Two pages to fill in, each with a redirect before and after, and room to spare. */
const MAX_STEPS = 12;

/** A real OpenID provider on loopback, and somebody who logs in at it as a browser would. */
export interface OpenIdProvider {
  readonly issuer: string;
  readonly jwksUrl: string;
  /** Authorization code with PKCE; resolves to the `id_token`. */
  login(options: { account: string; nonce: string }): Promise<string>;
  close(): Promise<void>;
}

/** Its accounts are whoever asks; `profile` are the claims of each. */
export async function startOpenIdProvider(
  clientId: string,
  profile: Readonly<Record<string, unknown>>,
): Promise<OpenIdProvider> {
  const server = createServer();
  const issuer = await listen(server);
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: clientId,
        redirect_uris: [REDIRECT],
        token_endpoint_auth_method: 'none',
        response_types: ['code'],
        grant_types: ['authorization_code'],
      },
    ],
    claims: { profile: ['name', 'locale'], email: ['email'] },
    conformIdTokenClaims: false,
    cookies: { keys: [randomBytes(16).toString('hex')] },
    jwks: { keys: [{ ...(await signingKey()), use: 'sig', alg: 'RS256' }] },
    findAccount: (_, sub) => ({ accountId: sub, claims: () => ({ ...profile, sub }) }),
  });
  const answer = provider.callback();
  server.on('request', (request, response) => void answer(request, response));
  return {
    issuer,
    jwksUrl: `${issuer}/jwks`,
    async login({ account, nonce }) {
      const verifier = randomBytes(32).toString('base64url');
      const start = new URL('/auth', issuer);
      start.search = new URLSearchParams({
        client_id: clientId,
        redirect_uri: REDIRECT,
        response_type: 'code',
        scope: SCOPES,
        nonce,
        code_challenge: createHash('sha256').update(verifier).digest('base64url'),
        code_challenge_method: 'S256',
      }).toString();
      return redeem({ issuer, clientId, code: await walk(start, account), verifier });
    },
    close: () =>
      new Promise((resolve, reject) =>
        server.close((error) => (error ? reject(error) : resolve())),
      ),
  };
}

async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('expected a port');
  return `http://127.0.0.1:${address.port}`;
}

async function signingKey() {
  const { privateKey } = await generateKeyPair('RS256', { extractable: true });
  return exportJWK(privateKey);
}

/** Follows redirects and fills in the provider's own forms until the shop gets its code. */
async function walk(start: URL, account: string): Promise<string> {
  const cookies = new Map<string, string>();
  let url = start;
  let form: URLSearchParams | undefined;
  for (let step = 0; step < MAX_STEPS; step += 1) {
    const answer = await visit(url, { cookies, form });
    const location = answer.headers.get('Location');
    form = undefined;
    if (location !== null) url = new URL(location, url);
    else form = fillIn(await answer.text(), account);
    const code = url.href.startsWith(REDIRECT) ? url.searchParams.get('code') : null;
    if (code !== null) return code;
  }
  throw new Error(`no code after ${MAX_STEPS} steps, but ${url.origin}${url.pathname}`);
}

interface Visit {
  readonly cookies: Map<string, string>;
  readonly form: URLSearchParams | undefined;
}

async function visit(url: URL, { cookies, form }: Visit): Promise<Response> {
  const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  const answer = await fetch(url, {
    method: form ? 'POST' : 'GET',
    redirect: 'manual',
    headers: { Cookie: cookie, Accept: 'text/html' },
    ...(form && { body: form }),
  });
  for (const line of answer.headers.getSetCookie()) {
    const [name = '', value = ''] = (line.split(';')[0] ?? '').split('=');
    cookies.set(name, value);
  }
  return answer;
}

function fillIn(page: string, account: string): URLSearchParams {
  const prompt = /name="prompt" value="(\w+)"/.exec(page)?.[1];
  if (prompt === undefined) throw new Error('expected a form of the provider');
  return new URLSearchParams({ prompt, login: account, password: 'any' });
}

interface Code {
  readonly issuer: string;
  readonly clientId: string;
  readonly code: string;
  readonly verifier: string;
}

async function redeem({ issuer, clientId, code, verifier }: Code): Promise<string> {
  const answer = await fetch(new URL('/token', issuer), {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'authorization_code',
      client_id: clientId,
      code,
      code_verifier: verifier,
      redirect_uri: REDIRECT,
    }),
  });
  return z.object({ id_token: z.string() }).parse(await answer.json()).id_token;
}
