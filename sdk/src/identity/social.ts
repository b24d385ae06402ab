import type {
  ConsentSnapshot,
  SocialLogin,
  SocialLoginRequest,
  SocialStart,
  SocialStartRequest,
} from '@tendero/schema';
import type { Post } from '../delivery/transport.ts';
import { hex } from '../lib/hex.ts';
import type { Store } from '../lib/store.ts';
import type { Log } from '../report.ts';

const KEY = 'tendero-social';

/** A login by a provider whose `id_token` the collector verifies. */
export interface Social {
  /**
   * Starts a login: yields the nonce to put into the authorization request, or null where the
   * collector gave none. A secret stays in sessionStorage until the login returns to this tab.
   */
  startSocialLogin(provider: string): Promise<string | null>;
  /**
   * Ends it with the provider's `id_token`, which is sent once and kept nowhere: yields the profile
   * fields that consent let the collector keep, or null where the login was not verified.
   */
  socialLogin(provider: string, idToken: string): Promise<string[] | null>;
}

/** What {@link createSocial} stands on. */
export interface SocialParts {
  readonly post: Post;
  readonly visitorId: () => string;
  readonly consent: () => ConsentSnapshot;
  readonly newSecret: () => string;
  /** Lives as long as the tab: sessionStorage. */
  readonly store: Store;
  readonly log: Log;
}

/** The social login; never rejects. */
export function createSocial(parts: SocialParts): Social {
  const { post, visitorId, consent, newSecret, store, log } = parts;

  async function ask<Body>(path: string, request: object): Promise<Body | null> {
    const answer = await post(`social/${path}`, JSON.stringify(request));
    if (answer.status === 200) return answer.body as Body;
    log(`social/${path}`, answer.status, answer.body);
    return null;
  }

  async function start(provider: string): Promise<string | null> {
    const binding = newSecret();
    const request: SocialStartRequest = { v: 1, binding_hash: await sha256(binding) };
    const started = await ask<SocialStart>(`${encodeURIComponent(provider)}/start`, request);
    if (!started) return null;
    store.set(KEY, `${binding}.${started.nonce}`);
    return started.nonce;
  }

  async function finish(provider: string, token: string): Promise<string[] | null> {
    const [binding = '', ...nonce] = store.get(KEY)?.split('.') ?? [];
    store.remove(KEY);
    const request: SocialLoginRequest = {
      v: 1,
      visitor: visitorId(),
      token,
      nonce: nonce.join('.'),
      binding,
      consent: consent(),
    };
    const login = await ask<SocialLogin>(encodeURIComponent(provider), request);
    return login && login.kept;
  }

  const orNull = <Result>(result: Promise<Result>) =>
    result.catch((problem: unknown) => {
      log(problem);
      return null;
    });
  return {
    startSocialLogin: (provider) => orNull(start(provider)),
    socialLogin: (provider, idToken) => orNull(finish(provider, idToken)),
  };
}

async function sha256(text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return hex(new Uint8Array(digest));
}
