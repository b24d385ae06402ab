import type { ErrorHandler } from 'hono';
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

/** Where a request came to grief, without its query. */
interface Place {
  readonly path: string;
  /** The `Origin` header, or empty. */
  readonly origin: string;
}

/** Makes a problem of whatever was thrown, and remembers it without naming anybody. */
export type ReportProblem = (error: unknown, place: Place) => RequestProblem;

/** A disk that is full fails a thousand requests a second, and their log would lie on it. */
const LOG_EVERY_MS = 1_000;

/** Counts, remembers and, where it is the collector's own fault, logs: each code once a second, with how many did not get a line. */
export function createProblemReport({
  logger,
  clock,
  metrics,
  refusals,
}: Reporting): ReportProblem {
  const logged = new Map<string, { at: number; unlogged: number }>();

  function log(error: unknown, { code, path }: { code: string; path: string }): void {
    const { at, unlogged } = logged.get(code) ?? { at: Number.NEGATIVE_INFINITY, unlogged: 0 };
    const isDue = Math.abs(clock() - at) >= LOG_EVERY_MS;
    logged.set(code, isDue ? { at: clock(), unlogged: 0 } : { at, unlogged: unlogged + 1 });
    if (isDue)
      logger.error({ code, path, unlogged, cause: describeError(error) }, 'request failed');
  }

  return (error, { path, origin }) => {
    const problem = toProblem(error);
    metrics.countRefusal(problem.code);
    refusals.add({ at: clock(), code: problem.code, path, origin });
    if (problem.status >= 500) log(error, { code: problem.code, path });
    return problem;
  };
}

/** Turns whatever a route threw into RFC 9457 problem JSON. */
export function answerProblems(report: ReportProblem): ErrorHandler {
  return (error, c) => {
    const place = { path: c.req.path, origin: c.req.header('Origin') ?? '' };
    const problem = report(error, place);
    for (const [name, value] of Object.entries(problemHeaders(problem))) c.header(name, value);
    return c.body(JSON.stringify(problem), problem.status);
  };
}

/** The headers of an answer that is a problem. */
export function problemHeaders({ retryAfterS }: RequestProblem): Record<string, string> {
  return {
    'Content-Type': 'application/problem+json',
    'Cache-Control': 'no-store',
    ...(retryAfterS === undefined ? {} : { 'Retry-After': String(retryAfterS) }),
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

function toProblem(error: unknown): RequestProblem {
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
