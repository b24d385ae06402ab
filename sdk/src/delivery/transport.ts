/** What came back; status 0 where nothing did. */
export interface Answer<Body = unknown> {
  status: number;
  /** The JSON of the answer; null where it is none. */
  body: Body | null;
  /** The wait that the collector asks for, in ms; 0 where it asks for none. */
  retryAfterMs: number;
}

/** Posts to a path below `/v1/` of the collector; never throws. */
export type Post = <Body>(path: string, body: string) => Promise<Answer<Body>>;

/** Browsers refuse keepalive beyond 64 KiB in flight; a character takes 3 bytes at most. */
export const KEEPALIVE_CHARS = 16_384;

const TIMEOUT_MS = 30_000;

/** A `fetch` that outlives its page and, being a simple request, needs no preflight. */
export function createPost(endpoint: string, key: string): Post {
  return async (path, body) => {
    try {
      const response = await fetch(`${endpoint}/v1/${path}?key=${encodeURIComponent(key)}`, {
        method: 'POST',
        body,
        credentials: 'omit',
        keepalive: body.length <= KEEPALIVE_CHARS,
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
      return {
        status: response.status,
        body: await response.json().catch(() => null),
        retryAfterMs: Number(response.headers.get('Retry-After')) * 1000 || 0,
      };
    } catch {
      return { status: 0, body: null, retryAfterMs: 0 };
    }
  };
}
