import { LIMITS } from '@tendero/schema';
import { envelope } from '@tendero/schema/zod';
import { RequestProblem } from '../lib/problem.ts';
import { isPlainEnvelope } from './plain-values.ts';

/** The outside of a body; its lists are checked entry by entry. */
export interface ReadEnvelope {
  /** The browser's clock at sending, in ms. */
  readonly sentAt: number;
  readonly contexts: readonly unknown[];
  readonly events: readonly unknown[];
}

/**
 * Reads the outside of a body of events.
 * @throws {RequestProblem} 400 when it is no envelope, 413 when it has more than `maxEvents`.
 */
export function parseEnvelope(body: unknown, maxEvents: number): ReadEnvelope {
  const read = isPlainEnvelope(body) ? body : parse(body);
  const { events } = read;
  if (events.length <= maxEvents) return read;
  throw tooMany(maxEvents, events.length);
}

function parse(body: unknown): ReadEnvelope {
  const parsed = envelope.safeParse(body);
  if (!parsed.success) throw badEnvelope(body, parsed.error.issues[0]);
  return parsed.data;
}

interface Fault {
  readonly path: readonly PropertyKey[];
  readonly message: string;
}

/** A list that is only too long can be split by its sender: that is another answer than a body that is no envelope. */
function badEnvelope(body: unknown, fault: Fault | undefined): RequestProblem {
  const place = fault?.path.map(String).join('.') ?? '';
  const list = Object(body)[place];
  if (
    ['events', 'contexts'].includes(place) &&
    Array.isArray(list) &&
    list.length > LIMITS.maxEvents
  )
    return tooMany(LIMITS.maxEvents, list.length);
  return new RequestProblem({
    status: 400,
    code: 'bad_envelope',
    detail: 'The envelope does not fit the contract.',
    expected: '{ v: 1, sentAt, contexts: […], events: […] }',
    got: `${place}: ${fault?.message ?? ''}`.slice(0, 300),
  });
}

function tooMany(most: number, got: number): RequestProblem {
  return new RequestProblem({
    status: 413,
    code: 'too_many_events',
    detail: 'Send fewer events in one request.',
    expected: `at most ${most} events`,
    got: `${got} events`,
  });
}
