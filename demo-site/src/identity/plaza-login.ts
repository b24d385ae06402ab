import { createHash } from 'node:crypto';

/** What the shop reads of an `id_token`. */
export interface PlazaPerson {
  readonly subject: string;
  readonly name: string;
  readonly email: string;
  /** For the collector, which verifies it itself. */
  readonly idToken: string;
}

/** The shop as a client of its login provider: authorization code with PKCE. */
export interface PlazaLogin {
  /** Where to send the browser. */
  readonly authorizationUrl: (login: Started) => string;
  /** Changes the code for the person. @throws when the provider or its answer isn't as expected. */
  readonly finish: (code: string, login: Started) => Promise<PlazaPerson>;
}

/** The secrets of one login. */
interface Started {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
}

interface PlazaOptions {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly redirectUri: string;
}

/** Makes the client. */
export function createPlazaLogin(options: PlazaOptions): PlazaLogin {
  const { issuer, clientId, clientSecret, redirectUri } = options;
  return {
    authorizationUrl: ({ state, nonce, verifier }) => {
      const query = new URLSearchParams({
        client_id: clientId,
        response_type: 'code',
        scope: 'openid profile email social',
        redirect_uri: redirectUri,
        state,
        nonce,
        code_challenge: createHash('sha256').update(verifier).digest('base64url'),
        code_challenge_method: 'S256',
        // The demo is for trying several people one after the other.
        prompt: 'login',
      });
      return `${issuer}/auth?${query.toString()}`;
    },
    finish: async (code, { nonce, verifier }) => {
      const answer = await fetch(`${issuer}/token`, {
        method: 'POST',
        headers: {
          authorization: `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}`,
        },
        body: new URLSearchParams({
          grant_type: 'authorization_code',
          code,
          redirect_uri: redirectUri,
          code_verifier: verifier,
        }),
      });
      if (!answer.ok) throw new Error(`The provider answered ${answer.status}.`);
      const body: { id_token?: unknown } = await answer.json();
      return readIdToken(String(body.id_token), { nonce, issuer, clientId });
    },
  };
}

interface Expected {
  readonly nonce: string;
  readonly issuer: string;
  readonly clientId: string;
}

/**
 * The token came straight from the token endpoint, so its claims are checked and its signature need not be
 * (OpenID Connect Core 3.1.3.7, step 6). The collector, which gets it from a browser, checks both.
 */
function readIdToken(idToken: string, { nonce, issuer, clientId }: Expected): PlazaPerson {
  const payload = Buffer.from(idToken.split('.')[1] ?? '', 'base64url').toString();
  const claims: Readonly<Record<string, unknown>> = JSON.parse(payload);
  if (claims['iss'] !== issuer || claims['aud'] !== clientId || claims['nonce'] !== nonce) {
    throw new Error('The provider sent a token for another login.');
  }
  return {
    subject: String(claims['sub']),
    name: String(claims['name']),
    email: String(claims['email']),
    idToken,
  };
}
