import type { Context } from '@tendero/schema';
import { mapInTurns } from '../lib/turns.ts';
import { type Arrival, contextOf } from './arrival.ts';
import type { Checked } from './check-event.ts';
import type { EventRow } from './event-row.ts';
import { keptContext, keptText } from './set-aside.ts';
import { encodeProperties } from './to-row.ts';
import { type PageColumns, pageColumns } from './visit-columns.ts';

/** Parts of an envelope that are masked already, by the index of their event; what is missing is masked when it is needed. */
export interface Masked {
  /** By {@link keptText}, of events that may be set aside; of others, empty. */
  readonly kept: readonly string[];
  /** By {@link encodeProperties}, of events that may be stored. */
  readonly properties: readonly (EventRow['properties'] | undefined)[];
  readonly pages: ReadonlyMap<Context, PageColumns>;
}

const NOTHING_MASKED: Masked = { kept: [], properties: [], pages: new Map() };
const NOTHING: Promise<Masked> = Promise.resolve(NOTHING_MASKED);

/** What is good in a body of this size is masked in 2 ms at most, so that it needs no turns of its own. */
const SMALL_BYTES = 16_384;

/**
 * Masks what is kept of an envelope, in turns with others: that takes longer than all else. `accept` has one turn for
 * everything, so that it should find it done.
 */
export function maskInTurns(arrival: Arrival, checked: readonly Checked[]): Promise<Masked> {
  return arrival.bodyBytes > SMALL_BYTES ? maskAll(arrival, checked) : maskKept(arrival, checked);
}

async function maskAll(arrival: Arrival, checked: readonly Checked[]): Promise<Masked> {
  const { kept } = await maskKept(arrival, checked);
  const properties = await mapInTurns(checked, (one) =>
    one.ok ? encodeProperties(one.event.properties) : undefined,
  );
  const pages = new Map<Context, PageColumns>();
  await mapInTurns(arrival.contexts, (one) => {
    if (one.ok) pages.set(one.context, pageColumns(one.context.page));
  });
  return { kept, properties, pages };
}

function maskKept(arrival: Arrival, checked: readonly Checked[]): Promise<Masked> {
  const isClean = !arrival.client.isBot && checked.every((one) => one.ok);
  return isClean ? NOTHING : maskAside(arrival, checked);
}

async function maskAside(
  { contexts, events, client }: Arrival,
  checked: readonly Checked[],
): Promise<Masked> {
  const kept = await mapInTurns(checked, (one, index) => {
    if (one.ok && !client.isBot) return '';
    const value = events[index];
    const context = contextOf(value, contexts);
    // it is remembered
    if (context) keptContext(context);
    return keptText(value, one.ok ? 'bot' : one.rejection.code);
  });
  return { ...NOTHING_MASKED, kept };
}
