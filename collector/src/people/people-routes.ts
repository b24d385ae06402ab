import { randomBytes } from 'node:crypto';
import type { SocialLogin, SocialStart } from '@tendero/schema';
import { identifyRequest, socialLoginRequest, socialStartRequest } from '@tendero/schema/zod';
import { Hono } from 'hono';
import type { Config, Provider, Site } from '../config.ts';
import type { ConsentStanders } from '../consent/consent-store.ts';
import type { Journal } from '../journal/journal.ts';
import type { Clock } from '../lib/clock.ts';
import { RequestProblem } from '../lib/problem.ts';
import { readJson } from '../lib/read-json.ts';
import { publicSite, type SiteEnv } from '../middleware/public-site.ts';
import type { VisitorLimit } from '../middleware/request-limits.ts';
import { identityLine } from './identity-line.ts';
import { createNonces } from './nonces.ts';
import { socialLines } from './social-lines.ts';
import { verifyCustomerToken } from './verify-customer-token.ts';
import { createIdTokenVerifier } from './verify-id-token.ts';

interface Parts {
  readonly config: Config;
  readonly limits: VisitorLimit;
  readonly clock: Clock;
  readonly consent: ConsentStanders;
  readonly journal: Journal;
}

/** The largest token and its neighbours are below 20 kB. */
const MAX_BODY_BYTES = 32_768;

/** `POST /`: ties a visitor to the customer that the shop's server vouches for; mount at `/v1/identify`. */
export function createIdentifyRoutes({
  config,
  limits,
  clock,
  consent,
  journal,
}: Parts): Hono<SiteEnv> {
  const routes = new Hono<SiteEnv>();
  routes.post('/', publicSite({ config }), async (c) => {
    const { id: siteId, identityKey } = c.get('site');
    if (identityKey === undefined) throw noIdentityKey();
    const body = await readJson(c, { maxBytes: MAX_BODY_BYTES, schema: identifyRequest });
    limits.takeVisitor(siteId, body.visitor);
    const now = clock();
    const token = { siteId, identityKey, token: body.customer_token, now };
    const customerId = await verifyCustomerToken(token);
    const granted = consent.standing(siteId, body.visitor)?.granted ?? [];
    const linked = granted.includes('analytics') || granted.includes('personalization');
    if (linked) {
      const tie = { siteId, visitorId: body.visitor, customerId, linkedAt: now };
      await journal.append([identityLine({ ...tie, method: 'customer_token' })]);
    }
    c.header('Cache-Control', 'no-store');
    return c.json({ linked }, 202);
  });
  return routes;
}

/** `POST /:provider/start` and `POST /:provider`: login with an OpenID provider; mount at `/v1/social`. */
export function createSocialRoutes({
  config,
  limits,
  clock,
  consent,
  journal,
}: Parts): Hono<SiteEnv> {
  const routes = new Hono<SiteEnv>();
  const nonces = createNonces({ clock, random: () => randomBytes(16).toString('base64url') });
  const verifyIdToken = createIdTokenVerifier({ config, clock });
  routes.use(publicSite({ config }));

  routes.post('/:provider/start', async (c) => {
    const site = c.get('site');
    const provider = findProvider(site, c.req.param('provider'));
    const body = await readJson(c, { maxBytes: MAX_BODY_BYTES, schema: socialStartRequest });
    const start = { siteId: site.id, providerId: provider.id, bindingHash: body.binding_hash };
    c.header('Cache-Control', 'no-store');
    return c.json({ nonce: nonces.issue(start) } satisfies SocialStart);
  });

  routes.post('/:provider', async (c) => {
    const site = c.get('site');
    const provider = findProvider(site, c.req.param('provider'));
    const request = await readJson(c, { maxBytes: MAX_BODY_BYTES, schema: socialLoginRequest });
    limits.takeVisitor(site.id, request.visitor);
    const { token, nonce, binding } = request;
    const giveBack = nonces.take({ siteId: site.id, providerId: provider.id, nonce, binding });
    try {
      const claims = await verifyIdToken({ provider, token, nonce });
      const standing = consent.standing(site.id, request.visitor);
      const login = { site, provider, request, standing, claims, now: clock() };
      const { lines, kept } = socialLines(login);
      if (lines.length > 0) await journal.append(lines);
      c.header('Cache-Control', 'no-store');
      return c.json({ verified: true, kept } satisfies SocialLogin);
    } catch (error) {
      // the provider's keys or our disk may be there again in a moment, and a bad token must not cost memory
      giveBack();
      throw error;
    }
  });

  return routes;
}

function findProvider(site: Site, id: string): Provider {
  const provider = site.providers.find((one) => one.id === id);
  if (provider) return provider;
  throw new RequestProblem({
    status: 404,
    code: 'unknown_provider',
    detail: 'The site has no login provider of this name. Add it to `providers` in the config.',
  });
}

function noIdentityKey(): RequestProblem {
  return new RequestProblem({
    status: 404,
    code: 'no_identity_key',
    detail:
      'The site has no `identityKey`, so no customer token can be checked. Add one to the config.',
  });
}
