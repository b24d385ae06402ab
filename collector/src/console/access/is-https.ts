import type { Context } from 'hono';

/**
 * Whether the browser speaks https. A proxy's word is believed without knowing the proxy: a client that forges it
 * only gets a cookie that its own plain connection will not send.
 */
export function isHttps(c: Context): boolean {
  const forwarded = c.req.header('X-Forwarded-Proto') ?? '';
  return c.req.url.startsWith('https:') || forwarded.split(',')[0]?.trim() === 'https';
}
