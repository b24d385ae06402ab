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
