import type { ConsentSnapshot } from './consent.ts';

/** The body of `POST /v1/identify`: ties a visitor to a customer of the shop. */
export interface IdentifyRequest {
  v: 1;
  visitor: string;
  /** JWT of at most one hour, signed by the shop's server with the site's `identityKey`; `sub` is the customer. */
  customer_token: string;
}

/** The body of `POST /v1/social/:provider/start`. */
export interface SocialStartRequest {
  v: 1;
  /** SHA-256 (hex) of a secret that this browser made and keeps until the login returns. */
  binding_hash: string;
}

/** Its answer: the `nonce` to put into the authorization request; single use, ten minutes. */
export interface SocialStart {
  nonce: string;
}

/** The body of `POST /v1/social/:provider`. */
export interface SocialLoginRequest {
  v: 1;
  visitor: string;
  /** The provider's `id_token`. */
  token: string;
  nonce: string;
  /** The secret whose hash was sent at the start. */
  binding: string;
  consent: ConsentSnapshot;
}

/** Its answer: which social fields were kept. */
export interface SocialLogin {
  verified: true;
  kept: string[];
}
