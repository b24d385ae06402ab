import { Hono, type MiddlewareHandler } from 'hono';
import pino from 'pino';
import {
  answerProblems,
  createProblemReport,
} from '../../collector/src/middleware/answer-problems.ts';
import type { Refusal } from '../../collector/src/operate/refusals.ts';

/** An app of one middleware and a route that answers `through` to whatever passes it. */
export interface AppAround {
  readonly app: Hono;
  readonly log: () => string;
  /** Codes of the problems that were counted. */
  readonly counted: string[];
  readonly refusals: Refusal[];
}

/** Puts middleware before a route, and the collector's own answers to problems around both. */
export function appAround(...middleware: MiddlewareHandler[]): AppAround {
  const lines: string[] = [];
  const counted: string[] = [];
  const refusals: Refusal[] = [];
  const app = new Hono();
  app.onError(
    answerProblems(
      createProblemReport({
        logger: pino({ level: 'debug' }, { write: (line: string) => void lines.push(line) }),
        clock: () => 1_000,
        metrics: { countRefusal: (code) => void counted.push(code) },
        refusals: { add: (refusal) => void refusals.push(refusal) },
      }),
    ),
  );
  for (const one of middleware) app.use(one);
  app.all('*', (c) => c.text('through'));
  return { app, log: () => lines.join(''), counted, refusals };
}

/** What Node's server hands to a route as its environment: the socket's address is what the routes look at. */
export function fromAddress(remoteAddress: string): object {
  return { incoming: { socket: { remoteAddress, remotePort: 1, remoteFamily: 'IPv4' } } };
}
