import type { Rejection, ServerEvent } from '@tendero/schema';
import { serverEvent } from '@tendero/schema/zod';
import { findExcess, findTooMany, safeParse, toRejection } from '../ingest/check-event.ts';
import type { Amount } from './money.ts';
import { orderValue } from './order-rows.ts';

/** An event that can be booked, or why it can't. */
export type CheckedServerEvent =
  | {
      readonly ok: true;
      readonly kind: 'money';
      readonly event: ServerEvent;
      readonly value: Amount;
    }
  | { readonly ok: true; readonly kind: 'contact'; readonly event: ServerEvent }
  | { readonly ok: false; readonly rejection: Omit<Rejection, 'index'> };

/** 2100 in ms UTC; the database's days end in 2149. */
export const LATEST_TIME = 4_102_444_800_000;

const BAD_TIME = { code: 'bad_time', path: 'time', message: 'expected a time before 2100, in ms' };

/** Checks one entry of `events` by itself, so that a bad one costs no neighbour. */
export function checkServerEvent(entry: unknown): CheckedServerEvent {
  const excess = findExcess(entry) ?? findTooMany(entry);
  if (excess) return { ok: false, rejection: excess };
  const parsed = safeParse(serverEvent, entry);
  if (!parsed.success) return { ok: false, rejection: toRejection('bad_event', parsed.error, '') };
  const event = parsed.data;
  if (event.time >= LATEST_TIME) return { ok: false, rejection: BAD_TIME };
  if (event.type === 'contact' || event.type === 'complaint') {
    return { ok: true, kind: 'contact', event };
  }
  const value = orderValue(event);
  if (typeof value === 'bigint') return { ok: true, kind: 'money', event, value };
  return { ok: false, rejection: { code: 'bad_value', ...value } };
}
