import type { Context, Receipt, WireEvent } from '@tendero/schema';
import type { Site } from '../config.ts';
import type { ConsentStanding, ConsentStore } from '../consent/consent-store.ts';
import { grantedPurposes } from '../consent/granted.ts';
import type { Ledger } from '../consent/ledger.ts';
import { makeSubjectKey } from '../consent/ledger.ts';
import { nextStanding } from '../consent/next-standing.ts';
import type { JournalLine } from '../journal/journal.ts';
import { profileLines } from '../people/profile-lines.ts';
import { checkContext, checkEvent } from './check-event.ts';
import type { EventRow } from './event-row.ts';
import { noOutcomes } from './outcome-lines.ts';
import type { RecentIds } from './recent-ids.ts';
import { rowJson } from './row-json.ts';
import { setAsideLine } from './set-aside.ts';
import { toRow } from './to-row.ts';
import type { VisitClient } from './visit-client.ts';

/** One envelope with what the request around it says. */
export interface Arrival {
  readonly site: Site;
  readonly sentAt: number;
  readonly contexts: readonly unknown[];
  readonly events: readonly unknown[];
  readonly receivedAt: number;
  readonly client: VisitClient;
  readonly gpc: boolean;
  /** From an address of the shop's own team. */
  readonly internal: boolean;
}

/** What must be durable before the answer, and what counts once it is. */
export interface Acceptance {
  readonly receipt: Receipt;
  readonly lines: readonly JournalLine[];
  /** Rows of the events that are stored. */
  readonly rows: readonly EventRow[];
  /** Standings that decisions of this envelope made, by visitor. */
  readonly standings: ReadonlyMap<string, ConsentStanding>;
}

interface Tools {
  readonly consent: ConsentStore;
  readonly ledger: Ledger;
  readonly recentIds: RecentIds;
}

/**
 * Gives every event of an envelope its one outcome, the first that holds of rejected, no_consent, bot,
 * duplicate, stored. Nothing outside changes: the caller makes the lines durable, then applies the rest.
 */
export function accept(arrival: Arrival, tools: Tools): Acceptance {
  const state = new AcceptanceState(arrival, tools);
  const contexts = arrival.contexts.map(checkContext);
  for (const [index, value] of arrival.events.entries()) {
    const checked = checkEvent(value, contexts, arrival);
    if (!checked.ok) {
      const context = contextOf(value, contexts);
      state.reject({ index, value, context, rejection: checked.rejection });
      continue;
    }
    state.take({ value, event: checked.event, context: checked.context, time: checked.time });
  }
  return state.finish();
}

function contextOf(
  value: unknown,
  contexts: readonly ReturnType<typeof checkContext>[],
): Context | undefined {
  if (typeof value !== 'object' || value === null || !('context' in value)) return undefined;
  const found = typeof value.context === 'number' ? contexts[value.context] : undefined;
  return found?.ok ? found.context : undefined;
}

interface Taken {
  readonly value: unknown;
  readonly event: WireEvent;
  readonly context: Context;
  readonly time: number;
}

interface Refused {
  readonly index: number;
  readonly value: unknown;
  readonly context: Context | undefined;
  readonly rejection: Omit<Receipt['rejected'][number], 'index'>;
}

class AcceptanceState {
  readonly #arrival: Arrival;
  readonly #tools: Tools;
  readonly #lines: JournalLine[] = [];
  readonly #rows: EventRow[] = [];
  readonly #standings = new Map<string, ConsentStanding>();
  readonly #ids = new Set<string>();
  readonly #receipt: Receipt = { outcomes: noOutcomes(), rejected: [] };

  constructor(arrival: Arrival, tools: Tools) {
    this.#arrival = arrival;
    this.#tools = tools;
  }

  reject({ index, value, context, rejection }: Refused): void {
    this.#receipt.outcomes.rejected += 1;
    this.#receipt.rejected.push({ index, ...rejection });
    this.#setAside('rejected', { value, context, rejection });
  }

  take(taken: Taken): void {
    const { event, context } = taken;
    const isDecision = event.type === 'consent_update';
    const isNew =
      !this.#ids.has(event.id) && !this.#tools.recentIds.has(this.#arrival.site.id, event.id);
    if (isDecision && isNew && !this.#arrival.client.isBot) this.#decide(event, context);
    const purposes = this.#purposesOf(context);
    const isAllowed = context.visitor !== undefined && (isDecision || isRecorded(purposes));
    if (!isAllowed) {
      this.#receipt.outcomes.no_consent += 1;
    } else if (this.#arrival.client.isBot) {
      this.#receipt.outcomes.bot += 1;
      const rejection = { code: 'bot', path: '', message: 'the user agent is that of a program' };
      this.#setAside('bot', { value: taken.value, context, rejection });
    } else if (!isNew) {
      this.#receipt.outcomes.duplicate += 1;
    } else {
      this.#store(taken, purposes);
    }
  }

  finish(): Acceptance {
    return {
      receipt: this.#receipt,
      lines: this.#lines,
      rows: this.#rows,
      standings: this.#standings,
    };
  }

  #store({ event, context, time }: Taken, purposes: readonly string[]): void {
    const { site, client, receivedAt, internal } = this.#arrival;
    this.#receipt.outcomes.stored += 1;
    this.#ids.add(event.id);
    const row = toRow({
      event,
      context,
      site,
      client,
      purposes: event.type === 'consent_update' ? [] : purposes,
      receivedAt,
      time,
      internal: internal || context.internal === true,
    });
    this.#rows.push(row);
    this.#lines.push({ table: 'events_raw', json: rowJson(row) });
    const standing = this.#standingOf(context);
    if (event.profile && standing && context.visitor !== undefined) {
      this.#lines.push(
        ...profileLines({
          siteId: site.id,
          visitorId: context.visitor,
          profile: event.profile,
          purposes,
          decisionId: standing.decisionId,
          recordedAt: receivedAt,
        }),
      );
    }
  }

  /** A decision counts for the events behind it; the context's states only narrow, they never grant. */
  #decide(event: WireEvent, context: Context): void {
    const { site, sentAt, receivedAt, gpc } = this.#arrival;
    const { visitor } = context;
    if (!event.consent || visitor === undefined) return;
    const arrived = { id: event.id, decision: event.consent, sentAt, receivedAt, gpc };
    const standing = nextStanding(this.#standingOf(context), arrived, makeSubjectKey);
    if (!standing) return;
    this.#standings.set(visitor, standing);
    const recorded = { siteId: site.id, visitorId: visitor, arrived, standing };
    this.#lines.push(...this.#tools.ledger.lines(recorded));
  }

  #standingOf({ visitor }: Context): ConsentStanding | undefined {
    if (visitor === undefined) return undefined;
    return (
      this.#standings.get(visitor) ?? this.#tools.consent.standing(this.#arrival.site.id, visitor)
    );
  }

  #purposesOf(context: Context): string[] {
    const standing = this.#standingOf(context);
    if (!standing) return [];
    return grantedPurposes(context.consent.states).filter((one) => standing.granted.includes(one));
  }

  #setAside(outcome: 'rejected' | 'bot', aside: Omit<Refused, 'index'>): void {
    const purposes = aside.context ? this.#purposesOf(aside.context) : [];
    this.#lines.push(
      setAsideLine({
        siteId: this.#arrival.site.id,
        outcome,
        ...aside,
        purposes: isRecorded(purposes) ? purposes : [],
        sentAt: this.#arrival.sentAt,
        receivedAt: this.#arrival.receivedAt,
      }),
    );
  }
}

/** Whether an event with these purposes may be kept. */
export function isRecorded(purposes: readonly string[]): boolean {
  return purposes.includes('analytics') || purposes.includes('personalization');
}
