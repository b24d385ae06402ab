import { csrf } from 'hono/csrf';
import { createMiddleware } from 'hono/factory';
import type { ShopEnv } from '../shop-parts.ts';

interface SecurityOptions {
  readonly collectorUrl: string;
  readonly newSecret: () => string;
}

/** Headers of every answer; inline script runs only with the nonce of its own page. */
export function security({ collectorUrl, newSecret }: SecurityOptions) {
  return createMiddleware<ShopEnv>(async (c, next) => {
    const nonce = newSecret();
    c.set('nonce', nonce);
    await next();
    c.header('X-Content-Type-Options', 'nosniff');
    c.header('Referrer-Policy', 'strict-origin-when-cross-origin');
    c.header('Cross-Origin-Opener-Policy', 'same-origin');
    c.header('Permissions-Policy', 'camera=(), geolocation=(), microphone=()');
    if (!c.res.headers.has('Content-Security-Policy')) {
      c.header('Content-Security-Policy', policy(nonce, collectorUrl));
    }
  });
}

/** The provider's back door: servers knock there with a client secret, and no browser's cookie opens it. */
const TOKEN_PATH = '/id/token';

/** Refuses forms that another site's page sent. */
export function ownFormsOnly(shopUrl: string) {
  const guard = csrf({ origin: shopUrl });
  return createMiddleware<ShopEnv>((c, next) =>
    c.req.path === TOKEN_PATH ? next() : guard(c, next),
  );
}

function policy(nonce: string, collectorUrl: string): string {
  return [
    "default-src 'none'",
    `script-src 'self' 'nonce-${nonce}' ${collectorUrl}`,
    "style-src 'self'",
    `img-src 'self' ${collectorUrl}`,
    `connect-src 'self' ${collectorUrl}`,
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}
