import type { Context, Profile, Receipt, WireEvent } from '@tendero/schema';
import type { ConsentStanding, ConsentStore } from '../consent/consent-store.ts';
import { grantedPurposes } from '../consent/granted.ts';
import type { Ledger } from '../consent/ledger.ts';
import { makeSubjectKey } from '../consent/ledger.ts';
import { nextStanding } from '../consent/next-standing.ts';
import type { JournalLine } from '../journal/journal.ts';
import { profileLines } from '../people/profile-lines.ts';
import { type Arrival, contextOf } from './arrival.ts';
import type { Checked } from './check-event.ts';
import { eventRowsLine } from './encode-rows.ts';
import type { EventRow } from './event-row.ts';
import type { Masked } from './mask-in-turns.ts';
import { noOutcomes } from './outcome-lines.ts';
import type { RecentIds } from './recent-ids.ts';
import { setAsideLine } from './set-aside.ts';
import { toRow } from './to-row.ts';
import {
  decisionColumns,
  type PageColumns,
  pageColumns,
  type Visit,
  visitColumns,
  type VisitColumns,
} from './visit-columns.ts';

/** An envelope with what the contract says of each of its events, in their order. */
export interface CheckedArrival {
  readonly arrival: Arrival;
  readonly checked: readonly Checked[];
  /** By `maskInTurns`. */
  readonly masked: Masked;
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
export function accept({ arrival, checked, masked }: CheckedArrival, tools: Tools): Acceptance {
  const state = new AcceptanceState(arrival, { tools, pages: masked.pages });
  const { contexts, events } = arrival;
  for (const [index, one] of checked.entries()) {
    const value = events[index];
    const kept = masked.kept[index] ?? '';
    if (one.ok) {
      const { event, context, time } = one;
      const properties = masked.properties[index];
      state.take({ value, kept, event, context, time, properties });
    } else {
      const context = contextOf(value, contexts);
      state.reject({ index, value, kept, context, rejection: one.rejection });
    }
  }
  return state.finish();
}

/** Beyond it only why an event is set aside is kept: each has its context beside it, and 400 bytes came to 30 MB. */
const MAX_ASIDE_CHARS = 2_000_000;

/** What is the same for all events of one context, until a decision changes what it allows. */
interface OpenVisit {
  readonly purposes: readonly string[];
  readonly columns: VisitColumns;
  /** The rows of its events. */
  readonly rows: EventRow[];
}

/** An event as it came, and what is kept of it if it is set aside. */
interface Came {
  readonly value: unknown;
  readonly kept: string;
}

interface Taken extends Came {
  readonly event: WireEvent;
  readonly context: Context;
  readonly time: number;
  readonly properties: EventRow['properties'] | undefined;
}

interface Refused extends Came {
  readonly index: number;
  readonly context: Context | undefined;
  readonly rejection: Omit<Receipt['rejected'][number], 'index'>;
}

class AcceptanceState {
  readonly #arrival: Arrival;
  readonly #tools: Tools;
  readonly #lines: JournalLine[] = [];
  readonly #rows: EventRow[] = [];
  readonly #standings = new Map<string, ConsentStanding>();
  /** By context, as far as no decision has changed what they allow. */
  readonly #visits = new Map<Context, OpenVisit>();
  /** Also across decisions: a page that is masked anew behind each of 250 decisions took half a second. */
  readonly #pages: Map<Context, PageColumns>;
  readonly #allVisits: OpenVisit[] = [];
  readonly #ids = new Set<string>();
  #asideChars = 0;
  readonly #receipt: Receipt = { outcomes: noOutcomes(), rejected: [] };

  constructor(
    arrival: Arrival,
    { tools, pages }: { tools: Tools; pages: ReadonlyMap<Context, PageColumns> },
  ) {
    this.#arrival = arrival;
    this.#tools = tools;
    this.#pages = new Map(pages);
  }

  reject({ index, rejection, ...refused }: Refused): void {
    this.#receipt.outcomes.rejected += 1;
    this.#receipt.rejected.push({ index, ...rejection });
    this.#setAside('rejected', { ...refused, rejection });
  }

  take(taken: Taken): void {
    const { event, context } = taken;
    const isDecision = event.type === 'consent_update';
    const isNew =
      !this.#ids.has(event.id) && !this.#tools.recentIds.has(this.#arrival.site.id, event.id);
    if (isDecision && isNew) this.#decide(event, context);
    const { purposes } = this.#visitOf(context);
    const isAllowed = context.visitor !== undefined && (isDecision || isRecorded(purposes));
    if (!isAllowed) {
      this.#receipt.outcomes.no_consent += 1;
    } else if (this.#arrival.client.isBot) {
      this.#receipt.outcomes.bot += 1;
      const message = this.#arrival.client.family;
      const rejection = { code: 'bot', path: '', message };
      this.#setAside('bot', { value: taken.value, kept: taken.kept, context, rejection });
    } else if (!isNew) {
      this.#receipt.outcomes.duplicate += 1;
    } else if (isDecision) {
      this.#storeDecision(taken);
    } else {
      this.#store(taken);
    }
  }

  finish(): Acceptance {
    for (const { rows } of this.#allVisits) {
      const [first, ...others] = rows;
      if (first) this.#lines.push(eventRowsLine([first, ...others]));
    }
    return {
      receipt: this.#receipt,
      lines: this.#lines,
      rows: this.#rows,
      standings: this.#standings,
    };
  }

  #store(taken: Taken): void {
    const { event, context } = taken;
    const visit = this.#visitOf(context);
    const row = this.#toRow(taken, visit.columns);
    visit.rows.push(row);
    this.#keep(row);
    if (event.profile) this.#keepProfile(event.profile, context, visit.purposes);
  }

  /** A decision's row has no purposes: what it says stands in the ledger. */
  #storeDecision(taken: Taken): void {
    const row = this.#toRow(taken, decisionColumns(this.#describe(taken.context, [])));
    this.#lines.push(eventRowsLine([row]));
    this.#keep(row);
  }

  #toRow({ event, time, properties }: Taken, columns: VisitColumns): EventRow {
    return toRow({ event, time, timeZone: this.#arrival.site.timeZone, properties }, columns);
  }

  #keep(row: EventRow): void {
    this.#receipt.outcomes.stored += 1;
    this.#ids.add(row.event_id);
    this.#rows.push(row);
  }

  #keepProfile(profile: Profile, context: Context, purposes: readonly string[]): void {
    const standing = this.#standingOf(context);
    if (!standing || context.visitor === undefined) return;
    const lines = profileLines({
      siteId: this.#arrival.site.id,
      visitorId: context.visitor,
      profile,
      purposes,
      decisionId: standing.decisionId,
      recordedAt: this.#arrival.receivedAt,
    });
    this.#lines.push(...lines);
  }

  /**
   * A decision counts for the events behind it; the context's states only narrow, they never grant. Nor does a bot's: but
   * a person's browser may come to look like one, and what it takes back is taken back.
   */
  #decide(event: WireEvent, context: Context): void {
    const { site, sentAt, receivedAt, gpc, client } = this.#arrival;
    const { visitor } = context;
    if (!event.consent || visitor === undefined) return;
    const arrived = { id: event.id, decision: event.consent, sentAt, receivedAt, gpc };
    const current = this.#standingOf(context);
    if (client.isBot && !current) return;
    const next = nextStanding(current, arrived, makeSubjectKey);
    if (!next) return;
    const standing = client.isBot ? narrowed(next, current) : next;
    this.#standings.set(visitor, standing);
    this.#visits.clear();
    const recorded = { siteId: site.id, visitorId: visitor, arrived, standing };
    this.#lines.push(...this.#tools.ledger.lines(recorded));
  }

  #standingOf({ visitor }: Context): ConsentStanding | undefined {
    if (visitor === undefined) return undefined;
    return (
      this.#standings.get(visitor) ?? this.#tools.consent.standing(this.#arrival.site.id, visitor)
    );
  }

  #visitOf(context: Context): OpenVisit {
    const known = this.#visits.get(context);
    if (known) return known;
    const granted = this.#standingOf(context)?.granted ?? [];
    const purposes = grantedPurposes(context.consent.states).filter((one) => granted.includes(one));
    const columns = visitColumns(this.#describe(context, purposes), this.#pageOf(context));
    const visit = { purposes, columns, rows: [] };
    this.#visits.set(context, visit);
    this.#allVisits.push(visit);
    return visit;
  }

  #pageOf(context: Context): PageColumns {
    const page = this.#pages.get(context) ?? pageColumns(context.page);
    this.#pages.set(context, page);
    return page;
  }

  #describe(context: Context, purposes: readonly string[]): Visit {
    const { site, client, country, receivedAt } = this.#arrival;
    const internal = this.#isInternal(context);
    return { context, site, client, country, purposes, receivedAt, internal };
  }

  #isInternal(context: Context | undefined): boolean {
    return this.#arrival.internal || context?.internal === true;
  }

  #setAside(outcome: 'rejected' | 'bot', aside: Omit<Refused, 'index'>): void {
    const purposes = aside.context ? this.#visitOf(aside.context).purposes : [];
    const line = setAsideLine({
      siteId: this.#arrival.site.id,
      outcome,
      ...aside,
      kept: this.#asideChars < MAX_ASIDE_CHARS ? aside.kept : '',
      internal: this.#isInternal(aside.context),
      purposes: isRecorded(purposes) ? purposes : [],
      sentAt: this.#arrival.sentAt,
      receivedAt: this.#arrival.receivedAt,
    });
    this.#asideChars += line.json.length;
    this.#lines.push(line);
  }
}

/** Without what was not granted before. */
function narrowed(next: ConsentStanding, current: ConsentStanding | undefined): ConsentStanding {
  const granted = next.granted.filter((purpose) => current?.granted.includes(purpose));
  return { ...next, granted };
}

/** Whether an event with these purposes may be kept. */
export function isRecorded(purposes: readonly string[]): boolean {
  return purposes.includes('analytics') || purposes.includes('personalization');
}
