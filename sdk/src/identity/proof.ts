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
import { hex } from '../lib/hex.ts';
import type { Store } from '../lib/store.ts';

const KEY = 'tendero-social';

/** Waits between tries, in ms; the shop's next page identifies anew anyway. */
const DELAYS_MS = [2_000, 4_000, 8_000, 16_000, 60_000];

/** What proofs of identity stand on. */
export interface ProofParts {
  readonly post: Post;
  readonly newSecret: () => string;
  /** Lives as long as the tab. */
  readonly store: Store;
  readonly log: Log;
}

/** Ties the visitor to the customer of the token, as long as `isCurrent` says that it still holds. */
export async function proveCustomer(
  { post, log }: ProofParts,
  visitor: string,
  customerToken: string,
  isCurrent: () => boolean,
): Promise<void> {
  const request: IdentifyRequest = { v: 1, visitor, customer_token: customerToken };
  for (const delayMs of [...DELAYS_MS, 0]) {
    const { status, body } = await post('identify', JSON.stringify(request));
    log('identify:', status, body);
    if (status && status < 500 && status !== 429) return;
    await new Promise((resolve) => setTimeout(resolve, delayMs));
    if (!isCurrent()) return;
  }
}

/** Starts a login at a provider: a secret stays in this tab, its hash goes out for a nonce. */
export async function startLogin(parts: ProofParts, provider: string): Promise<string | null> {
  const binding = parts.newSecret();
  const request: SocialStartRequest = { v: 1, binding_hash: await sha256(binding) };
  const started = await ask<SocialStart>(parts, `${encodeURIComponent(provider)}/start`, request);
  if (!started) return null;
  parts.store.set(KEY, JSON.stringify([binding, started.nonce]));
  return started.nonce;
}

/** Ends it with the provider's `id_token`; yields the profile fields that were kept. */
export async function finishLogin(
  parts: ProofParts,
  provider: string,
  token: string,
  who: { visitor: string; consent: ConsentSnapshot },
): Promise<string[] | null> {
  const [binding, nonce]: string[] = JSON.parse(parts.store.get(KEY) ?? '[]');
  parts.store.remove(KEY);
  if (!binding || !nonce) return null;
  const request: SocialLoginRequest = { v: 1, ...who, token, nonce, binding };
  const login = await ask<SocialLogin>(parts, encodeURIComponent(provider), request);
  return login && login.kept;
}

async function ask<Body>(parts: ProofParts, path: string, request: object): Promise<Body | null> {
  const { status, body } = await parts.post<Body>(`social/${path}`, JSON.stringify(request));
  if (status === 200) return body;
  parts.log(`social/${path}:`, status, body);
  return null;
}

async function sha256(text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return hex(new Uint8Array(digest));
}
