import type { Context, Rejection, WireEvent } from '@tendero/schema';
import { LIMITS } from '@tendero/schema';
import { context as contextShape, wireEvent } from '@tendero/schema/zod';
import * as z from 'zod';
import { mapInTurns } from '../lib/turns.ts';
import { extentOf } from './extent.ts';
import { isPlainContext, isPlainEvent, isRecord } from './plain-values.ts';

/** An event that the contract accepts, or why it does not. */
export type Checked =
  | {
      readonly ok: true;
      readonly event: WireEvent;
      readonly context: Context;
      readonly time: number;
    }
  | { readonly ok: false; readonly rejection: Omit<Rejection, 'index'> };

/** Without the trace of calls that zod's own error carries: five hundred of those were a stall of 40 ms. */
export const safeParse = z.core._safeParse(z.core.$ZodError);

export type CheckedContext =
  | { readonly ok: true; readonly context: Context }
  | { readonly ok: false; readonly rejection: Omit<Rejection, 'index'> };

/** Checks one entry of `contexts`. */
export function checkContext(value: unknown): CheckedContext {
  if (isPlainContext(value)) return { ok: true, context: value };
  const parsed = safeParse(contextShape, value);
  if (parsed.success) return { ok: true, context: parsed.data };
  return { ok: false, rejection: toRejection('bad_context', parsed.error, 'context.') };
}

interface Surroundings {
  /** The browser's clock at sending, in ms. */
  readonly sentAt: number;
  readonly receivedAt: number;
  /** Of the text that the event came in, which is never larger itself. @default unknown */
  readonly bodyBytes?: number;
}

/** Checks all entries of `contexts`; others have their turn in between, because what is bad takes ten times as long. */
export function checkContexts(values: readonly unknown[]): Promise<CheckedContext[]> {
  return mapInTurns(values, checkContext);
}

/** The same for all entries of `events`. */
export function checkEvents(
  events: readonly unknown[],
  contexts: readonly CheckedContext[],
  surroundings: Surroundings,
): Promise<Checked[]> {
  return mapInTurns(events, (value) => checkEvent(value, contexts, surroundings));
}

/** Checks one entry of `events` by itself, so that a bad one costs no neighbour. `time` comes back corrected. */
export function checkEvent(
  value: unknown,
  contexts: readonly CheckedContext[],
  { sentAt, receivedAt, bodyBytes = Number.POSITIVE_INFINITY }: Surroundings,
): Checked {
  const read = readEvent(value, bodyBytes);
  if (!read.ok) return read;
  const { event } = read;
  const found = contexts[event.context];
  if (!found) return { ok: false, rejection: NO_CONTEXT };
  if (!found.ok) return found;
  const time = event.time + (receivedAt - sentAt);
  const oldest = receivedAt - LIMITS.maxAgeMs;
  const newest = receivedAt + LIMITS.maxAheadMs;
  const isInTime = time >= oldest && time <= newest;
  // a decision counts whenever it comes: who withdrew on a machine that was away for weeks has withdrawn
  const isDecision = event.type === 'consent_update';
  if (!isInTime && !isDecision) return { ok: false, rejection: BAD_TIME };
  const kept = Math.max(oldest, Math.min(newest, time));
  return { ok: true, event, context: found.context, time: kept };
}

type ReadEvent =
  | { readonly ok: true; readonly event: WireEvent }
  | { readonly ok: false; readonly rejection: Omit<Rejection, 'index'> };

function readEvent(value: unknown, bodyBytes: number): ReadEvent {
  const isSmall = bodyBytes <= LIMITS.maxEventBytes;
  if (isPlainEvent(value) && (isSmall || !isTooLarge(value))) return { ok: true, event: value };
  const excess = findExcess(value) ?? findTooMany(value);
  if (excess) return { ok: false, rejection: excess };
  const parsed = safeParse(wireEvent, value);
  if (parsed.success) return { ok: true, event: parsed.data };
  return { ok: false, rejection: toRejection('bad_event', parsed.error, '') };
}

const NO_CONTEXT = {
  code: 'bad_context',
  path: 'context',
  message: 'expected the index of an entry of contexts',
};

const BAD_TIME = {
  code: 'bad_time',
  path: 'time',
  message: 'expected a time from 10 days back to 1 day ahead, corrected by sentAt',
};

/** Depth and size are bounded before anything else looks at the value. */
export function findExcess(value: unknown): Omit<Rejection, 'index'> | undefined {
  const { depth, chars } = extentOf(value, {
    depth: LIMITS.maxDepth,
    chars: LIMITS.maxEventBytes,
  });
  if (depth > LIMITS.maxDepth) {
    return { code: 'too_deep', path: '', message: `expected at most ${LIMITS.maxDepth} levels` };
  }
  if (chars > LIMITS.maxEventBytes || isTooLarge(value)) {
    return {
      code: 'too_large',
      path: '',
      message: `expected at most ${LIMITS.maxEventBytes} bytes`,
    };
  }
  return undefined;
}

function isTooLarge(value: unknown): boolean {
  return Buffer.byteLength(JSON.stringify(value)) > LIMITS.maxEventBytes;
}

/** The parser would look at thousands of items before it says that 200 may come. */
export function findTooMany(value: unknown): Omit<Rejection, 'index'> | undefined {
  const items = isRecord(value) ? value['items'] : undefined;
  return Array.isArray(items) && items.length > LIMITS.maxItems ? TOO_MANY_ITEMS : undefined;
}

const TOO_MANY_ITEMS = {
  code: 'bad_event',
  path: 'items',
  message: `expected at most ${LIMITS.maxItems} items`,
};

/** The first problem that the parser found, without the value itself; well-formed, though names may be cut in it. */
export function toRejection(
  code: string,
  error: z.core.$ZodError,
  prefix: string,
): Omit<Rejection, 'index'> {
  const [issue] = error.issues;
  const path = (issue?.path ?? []).map(String).join('.');
  return {
    code,
    path: `${prefix}${cut(path, 200)}`,
    message: cut(issue?.message ?? 'not readable', 300),
  };
}

/** A name may hold half an emoji or get cut in one, and the database refuses a row with that. */
function cut(text: string, length: number): string {
  return text.slice(0, length).toWellFormed();
}
