import type { Problem } from '@tendero/schema';

interface ProblemOptions {
  status: 400 | 401 | 403 | 404 | 405 | 408 | 409 | 413 | 415 | 429 | 500 | 503;
  code: string;
  /** What happened and what to do, without personal data. */
  detail: string;
  expected?: string;
  got?: string;
  /** Whole seconds; makes the problem one that may pass. */
  retryAfterS?: number;
  cause?: unknown;
}

const TITLES: Record<ProblemOptions['status'], string> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  408: 'Request Timeout',
  409: 'Conflict',
  413: 'Content Too Large',
  415: 'Unsupported Media Type',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  503: 'Service Unavailable',
};

/** The one error that routes throw; the app answers it as RFC 9457 problem JSON. */
export class RequestProblem extends Error {
  readonly status: ProblemOptions['status'];
  readonly code: string;
  readonly retryAfterS: number | undefined;
  readonly expected: string | undefined;
  readonly got: string | undefined;

  constructor(options: ProblemOptions) {
    super(options.detail, { cause: options.cause });
    this.name = 'RequestProblem';
    this.status = options.status;
    this.code = options.code;
    this.retryAfterS = options.retryAfterS;
    this.expected = options.expected;
    this.got = options.got;
  }

  /** The body of the answer. */
  toJSON(): Problem {
    return {
      type: 'about:blank',
      title: TITLES[this.status],
      status: this.status,
      code: this.code,
      detail: this.message,
      ...(this.expected === undefined ? {} : { expected: this.expected }),
      ...(this.got === undefined ? {} : { got: this.got }),
      retry: this.retryAfterS !== undefined,
    };
  }
}
