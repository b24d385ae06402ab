import type { Config, Site } from '../config.ts';
import { createAddressList } from '../lib/address-list.ts';
import { addressBehind, senderOf } from '../lib/client-address.ts';
import { createAdmission } from './admit.ts';
import { problemHeaders, type ReportProblem } from './answer-problems.ts';
import { readableHeaders } from './readable-answers.ts';
import type { RequestLimits } from './request-limits.ts';

/** A request that a page sends, whatever server it came through. */
export interface PageRequest {
  /** Without its query. */
  readonly path: string;
  query(name: 'key' | 'z'): string | undefined;
  header(name: 'origin' | 'user-agent' | 'sec-gpc' | 'x-forwarded-for'): string | undefined;
  /** Empty where there is no socket. */
  readonly socketAddress: string;
  /**
   * The body as sent, which is held until the answer.
   * @throws {RequestProblem} 413 above `maxBytes`, 408 when it comes too slowly, 503 when too much is under way.
   */
  readBody(options: BodyOptions): Promise<Buffer>;
  /**
   * Counts what became of the body, which is held as well.
   * @throws {RequestProblem} 503 when too much is under way.
   */
  hold(bytes: number): void;
}

interface BodyOptions {
  readonly maxBytes: number;
  /** Of the address behind trusted proxies, by `senderOf`. */
  readonly sender: string;
}

/** What is sent back. */
export interface PageAnswer {
  readonly status: number;
  /** This answer's alone: whoever sends it adds its own. */
  readonly headers: Record<string, string>;
  readonly body: string;
}

/** Answers every request and never rejects, unless the body was given up with {@link SenderGone}. */
export type PageHandler = (request: PageRequest) => Promise<PageAnswer>;

/** The sender hung up before its request was whole: nothing counts and nobody waits for an answer. */
export class SenderGone extends Error {}

/** A request that its site, its address and its key let in. */
export interface Admitted {
  readonly request: PageRequest;
  readonly site: Site;
  /** Of the client, behind trusted proxies. */
  readonly address: string;
  /** Whom the limits know by it. */
  readonly sender: string;
  /** As sent. */
  readonly body: Buffer;
}

/** What all handlers of pages share. */
export interface PageParts {
  readonly config: Config;
  readonly limits: RequestLimits;
  readonly report: ReportProblem;
}

/** What a route says; the rest is said of all. */
interface Answered {
  readonly status: number;
  /** @default none beside those of all answers */
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string;
}

interface PageRoute {
  readonly maxBodyBytes: number;
  /** Whether the site's word on `Origin: null` counts. @default false */
  readonly events?: boolean;
  /** What it throws becomes problem JSON. */
  readonly answer: (admitted: Admitted) => Answered | Promise<Answered>;
}

/** Limits, admission, body and problems around `answer`; pages can read all that comes back. */
export function createPageHandler(
  { config, limits, report }: PageParts,
  { maxBodyBytes, events = false, answer }: PageRoute,
): PageHandler {
  const admit = createAdmission(config);
  const trustedProxies = createAddressList(config.trustedProxies);

  async function admitted(request: PageRequest): Promise<Admitted> {
    const address = addressBehind(trustedProxies, {
      socketAddress: request.socketAddress,
      forwardedFor: request.header('x-forwarded-for'),
    });
    const sender = senderOf(address);
    limits.takeAddress(sender);
    const key = request.query('key');
    const site = admit({ key, origin: request.header('origin'), method: 'POST', events });
    if (key !== undefined) limits.takeKey(key);
    const body = await request.readBody({ maxBytes: maxBodyBytes, sender });
    return { request, site, address, sender, body };
  }

  return async (request) => {
    const origin = request.header('origin');
    const headers = readableHeaders(origin);
    try {
      const answered = await answer(await admitted(request));
      headers['Content-Type'] = 'application/json';
      Object.assign(headers, answered.headers);
      return { status: answered.status, headers, body: answered.body };
    } catch (error) {
      if (error instanceof SenderGone) throw error;
      const problem = report(error, { path: request.path, origin: origin ?? '' });
      Object.assign(headers, problemHeaders(problem));
      return { status: problem.status, headers, body: JSON.stringify(problem) };
    }
  };
}
