import * as z from 'zod';

/** A request to the collector with a key of the config; answers are 2xx, everything else is a {@link CommandError}. */
export type Call = (path: string, init?: RequestInit) => Promise<Response>;

/** Where lines of progress go. */
export type Report = (line: string) => void;

/** A command can't go on; the message says why and what to do. */
export class CommandError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'CommandError';
  }
}

const problem = z.object({
  detail: z.string(),
  expected: z.string().exactOptional(),
  got: z.string().exactOptional(),
});

/** Adds the key to requests and turns refusals into {@link CommandError}s. */
export function createCall(
  send: (path: string, init: RequestInit) => Promise<Response>,
  key: string,
): Call {
  return async (path, init = {}) => {
    const headers = new Headers(init.headers);
    headers.set('Authorization', `Bearer ${key}`);
    const answer = await send(path, { ...init, headers });
    if (answer.ok) return answer;
    const text = await answer.text();
    throw new CommandError(describe(answer.status, text));
  };
}

function describe(status: number, text: string): string {
  const parsed = problem.safeParse(parseJson(text));
  if (!parsed.success) return `The collector answered with status ${status}.`;
  const { detail, expected, got } = parsed.data;
  const found =
    expected === undefined ? '' : ` (expected ${expected}, got ${got ?? 'something else'})`;
  return `${detail}${found}`;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
