import type {
  ConsentSnapshot,
  IdentifyRequest,
  SocialLogin,
  SocialLoginRequest,
  SocialStart,
  SocialStartRequest,
} from '@tendero/schema';
import type { Log } from '../chunks.ts';
import type { Post } from '../delivery/transport.ts';
import type { Customer } from './customer.ts';
import { SOCIAL_KEY } from '../keeping.ts';
import { hex } from '../lib/hex.ts';

/** Waits between tries, in ms; the shop's next page identifies anew anyway. */
const DELAYS_MS = [2_000, 4_000, 8_000, 16_000, 60_000];

/** Before a decision: the collector checks the login and keeps nothing of it. */
const UNSET: ConsentSnapshot['states'] = {
  analytics: 'unset',
  personalization: 'unset',
  marketing: 'unset',
  social: 'unset',
};

/** What proofs of identity stand on. */
export interface Proof {
  readonly post: Post;
  readonly newSecret: () => string;
  readonly log: Log;
  readonly customer: Customer;
  readonly visitorId: () => string | undefined;
  readonly consent: () => ConsentSnapshot | null;
}

/** Ties the visitor to the customer of the token, as long as it is this visitor and this token. */
export async function prove({ post, log, customer, visitorId }: Proof): Promise<void> {
  const visitor = visitorId();
  const { token } = customer;
  if (!visitor || !token) return;
  const request: IdentifyRequest = { v: 1, visitor, customer_token: token };
  for (const delayMs of [...DELAYS_MS, 0]) {
    const answer = await post('identify', JSON.stringify(request));
    log('identify:', answer?.status ?? 'no answer');
    if (await isSettled(answer)) return;
    await new Promise((resolve) => setTimeout(resolve, delayMs));
    if (customer.token !== token || visitorId() !== visitor) return;
  }
}

/** Whether asking again would change nothing: not where the decision is still on its way. */
async function isSettled(answer: Response | undefined): Promise<boolean> {
  const { status = 0 } = answer ?? {};
  if (answer?.ok) {
    const { linked }: { linked?: boolean } = await answer.json();
    return linked !== false;
  }
  return status > 0 && status < 500 && status !== 429;
}

/** Starts a login at a provider: a secret stays in this tab, its hash goes out for a nonce. */
export async function startSocialLogin(proof: Proof, provider: string): Promise<string | null> {
  const binding = proof.newSecret();
  const request: SocialStartRequest = { v: 1, binding_hash: await sha256(binding) };
  const started = await ask<SocialStart>(proof, `${encodeURIComponent(provider)}/start`, request);
  if (!started) return null;
  sessionStorage.setItem(SOCIAL_KEY, JSON.stringify([binding, started.nonce]));
  return started.nonce;
}

/** Ends it with the provider's `id_token`; yields the profile fields that were kept. */
export async function socialLogin(
  proof: Proof,
  provider: string,
  token: string,
): Promise<string[] | null> {
  const [binding, nonce]: string[] = JSON.parse(sessionStorage.getItem(SOCIAL_KEY) ?? '[]');
  sessionStorage.removeItem(SOCIAL_KEY);
  if (!binding || !nonce) return null;
  const request: SocialLoginRequest = {
    v: 1,
    visitor: proof.visitorId() ?? proof.newSecret(),
    consent: proof.consent() ?? { states: UNSET, version: '0', at: Date.now() },
    token,
    nonce,
    binding,
  };
  const login = await ask<SocialLogin>(proof, encodeURIComponent(provider), request);
  return login && login.kept;
}

async function ask<Body>(proof: Proof, path: string, request: object): Promise<Body | null> {
  const answer = await proof.post(`social/${path}`, JSON.stringify(request));
  if (answer?.ok) return answer.json();
  proof.log(`social/${path}:`, answer?.status ?? 'no answer', await answer?.text());
  return null;
}

async function sha256(text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return hex(new Uint8Array(digest));
}
