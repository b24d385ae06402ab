import type { Context, ErrorHandler } from 'hono';
import type { Logger } from 'pino';
import { DatabaseError } from '../clickhouse/database.ts';
import { JournalUnavailable } from '../journal/journal.ts';
import type { Clock } from '../lib/clock.ts';
import { RequestProblem } from '../lib/problem.ts';
import type { Metrics } from '../operate/metrics.ts';
import type { Refusals } from '../operate/refusals.ts';

interface Reporting {
  readonly logger: Logger;
  readonly clock: Clock;
  readonly metrics: Pick<Metrics, 'countRefusal'>;
  readonly refusals: Pick<Refusals, 'add'>;
}

/** Turns whatever a route threw into RFC 9457 problem JSON, and remembers it without naming anybody. */
export function answerProblems({ logger, clock, metrics, refusals }: Reporting): ErrorHandler {
  return (error, c) => {
    const problem = toProblem(error);
    metrics.countRefusal(problem.code);
    const { path } = c.req;
    const origin = c.req.header('Origin') ?? '';
    refusals.add({ at: clock(), code: problem.code, path, origin });
    if (problem.status >= 500)
      logger.error({ code: problem.code, path, cause: describeError(error) }, 'request failed');
    return answer(c, problem);
  };
}

/** The answer to an address that no route has. */
export function noSuchRoute(): RequestProblem {
  return new RequestProblem({
    status: 404,
    code: 'no_such_route',
    detail: 'There is nothing at this address.',
  });
}

function toProblem(error: Error): RequestProblem {
  if (error instanceof RequestProblem) return error;
  if (error instanceof JournalUnavailable) {
    return new RequestProblem({
      status: 503,
      code: 'journal_unavailable',
      detail: 'Nothing can be made durable right now. Keep the events and send them again.',
      retryAfterS: 5,
      cause: error,
    });
  }
  if (error instanceof DatabaseError) {
    return new RequestProblem({
      status: 503,
      code: 'database_unavailable',
      detail: 'The database does not answer right now. Try again.',
      retryAfterS: 5,
      cause: error,
    });
  }
  return new RequestProblem({
    status: 500,
    code: 'internal',
    detail: 'Something broke here; it is in the log.',
    cause: error,
  });
}

function answer(c: Context, problem: RequestProblem): Response {
  if (problem.retryAfterS !== undefined) c.header('Retry-After', String(problem.retryAfterS));
  c.header('Content-Type', 'application/problem+json');
  c.header('Cache-Control', 'no-store');
  return c.body(JSON.stringify(problem), problem.status);
}

/** The kinds of an error and its causes, and where it was thrown; messages may quote people's data. */
export function describeError(error: unknown): string[] {
  if (!(error instanceof Error)) return [];
  const where =
    error.stack
      ?.split('\n')
      .find((line) => line.startsWith('    at '))
      ?.trim() ?? '';
  const kind = error instanceof DatabaseError ? error.message : error.name;
  return [`${kind} ${where}`, ...describeError(error.cause)];
}
