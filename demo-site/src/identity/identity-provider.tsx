import type { HttpBindings } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import { Hono } from 'hono';
import type { JWK } from 'oidc-provider';
// Past the package's entry, which warns on every Node but the newest; the class runs on all of ours.
import { Provider } from '#oidc-provider';
import { sendPage } from '../routes/send-page.ts';
import { createMemoryStore } from './memory-store.ts';
import { PEOPLE } from './people.ts';
import { PersonPage } from './person-page.tsx';

interface IdentityProviderOptions {
  /** Issuer: the shop's origin and the path under which this is mounted. */
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly redirectUri: string;
  readonly signingKey: JWK;
  /** Signs the provider's own cookies. */
  readonly cookieKey: string;
  readonly now: () => number;
}

interface PlazaEnv {
  Bindings: HttpBindings;
}

/** Name that the provider shows for the shop. */
const SHOP = 'La Tendera';

/** «Plaza ID», the demo's OpenID provider, to be mounted at the path of its issuer. */
export function createIdentityProvider(options: IdentityProviderOptions): Hono<PlazaEnv> {
  const provider = new Provider(options.issuer, configuration(options));
  const mount = new URL(options.issuer).pathname;
  const handle = provider.callback();
  const plaza = new Hono<PlazaEnv>();

  plaza.get('/interaction/:uid', async (c) => {
    await provider.interactionDetails(c.env.incoming, c.env.outgoing);
    return sendPage(c, <PersonPage action={c.req.path} people={PEOPLE} shop={SHOP} />);
  });

  plaza.post('/interaction/:uid', async (c) => {
    const { incoming, outgoing } = c.env;
    const { params } = await provider.interactionDetails(incoming, outgoing);
    const sub = (await c.req.formData()).get('sub');
    const person = PEOPLE.find((one) => one.sub === sub);
    if (!person) return c.notFound();
    const grant = new provider.Grant({ accountId: person.sub, clientId: options.clientId });
    grant.addOIDCScope(String(params['scope']));
    const result = { login: { accountId: person.sub }, consent: { grantId: await grant.save() } };
    return c.redirect(await provider.interactionResult(incoming, outgoing, result), 303);
  });

  plaza.all('*', async (c) => {
    const { incoming, outgoing } = c.env;
    // As Express does when it mounts: the provider finds its own prefix by comparing the two.
    const url = incoming.url ?? mount;
    Object.assign(incoming, { originalUrl: url, url: url.slice(mount.length) || '/' });
    await handle(incoming, outgoing);
    return RESPONSE_ALREADY_SENT;
  });
  return plaza;
}

function configuration(
  options: IdentityProviderOptions,
): ConstructorParameters<typeof Provider>[1] {
  const mount = new URL(options.issuer).pathname;
  return {
    adapter: createMemoryStore(options.now),
    clients: [
      {
        client_id: options.clientId,
        client_secret: options.clientSecret,
        client_name: SHOP,
        redirect_uris: [options.redirectUri],
        response_types: ['code'],
        grant_types: ['authorization_code'],
      },
    ],
    jwks: { keys: [options.signingKey] },
    cookies: { keys: [options.cookieKey] },
    // The shop reads everything from the id_token and never asks the userinfo endpoint.
    conformIdTokenClaims: false,
    claims: {
      openid: ['sub'],
      profile: ['name', 'given_name', 'family_name', 'birthdate', 'gender', 'locale'],
      email: ['email', 'email_verified'],
      social: ['friends_count', 'interests', 'pages_followed'],
    },
    scopes: ['openid', 'profile', 'email', 'social'],
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_, interaction) => `${mount}/interaction/${interaction.uid}` },
    ttl: {
      AccessToken: 600,
      AuthorizationCode: 60,
      Grant: 3_600,
      IdToken: 3_600,
      Interaction: 600,
      Session: 3_600,
    },
    findAccount: (_, sub) => {
      const person = PEOPLE.find((one) => one.sub === sub);
      return person && { accountId: sub, claims: () => ({ ...person }) };
    },
  };
}
