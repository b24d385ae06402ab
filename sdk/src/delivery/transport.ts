/** Posts to a path below `/v1/` of the collector; yields nothing where no answer comes, never throws. */
export type Post = (
  path: string,
  /** JSON, or its text gzipped. */
  body: string | Blob,
  isLeaving?: boolean,
) => Promise<Response | undefined>;

/** Browsers refuse keepalive beyond 64 KiB in flight; a character takes 3 bytes at most. */
export const KEEPALIVE_CHARS = 16_000;

const TIMEOUT_MS = 30_000;

/** A `fetch` that outlives its page and, being a simple request, needs no preflight. */
export function createPost(endpoint: string, key: string): Post {
  return async (path, body, isLeaving) => {
    const isText = typeof body === 'string';
    const url = `${endpoint}/v1/${path}?key=${key}${isText ? '' : '&z=gzip'}`;
    // Firefox before 133; the answer stays unknown, so the next page sends it again.
    if (isLeaving && !('keepalive' in Request.prototype)) navigator.sendBeacon(url, body);
    else {
      try {
        return await fetch(url, {
          method: 'POST',
          body,
          credentials: 'omit',
          // What a redirect leads to answers for itself, not for the collector.
          redirect: 'error',
          keepalive: (isText ? body.length : body.size) <= KEEPALIVE_CHARS,
          signal: AbortSignal.timeout(TIMEOUT_MS),
        });
      } catch {
        // Refused, reset, timed out.
      }
    }
    return undefined;
  };
}

/** The text gzipped; the text itself where this browser can't. */
export async function zip(text: string): Promise<string | Blob> {
  try {
    const stream = Object(new Response(text).body).pipeThrough(new CompressionStream('gzip'));
    return await new Response(stream).blob();
  } catch {
    return text;
  }
}
