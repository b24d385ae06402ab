import type { Profile, Receipt, WireEvent } from '@tendero/schema';
import type { ConsentStanding, ConsentStore } from '../consent/consent-store.ts';
import { grantedPurposes } from '../consent/granted.ts';
import type { Ledger } from '../consent/ledger.ts';
import { makeSubjectKey } from '../consent/ledger.ts';
import { nextStanding } from '../consent/next-standing.ts';
import type { JournalLine } from '../journal/journal.ts';
import { profileLines } from '../people/profile-lines.ts';
import { type Arrival, type Asked, type CapturedContext, contextOf } from './arrival.ts';
import type { Checked } from './check-event.ts';
import { type RowStart, startedRowsLine, startOfRow } from './encode-rows.ts';
import { type LiveEvent, liveEventOf } from './event-row.ts';
import type { Masked } from './mask-in-turns.ts';
import { noOutcomes } from './outcome-lines.ts';
import type { PlainBody, PlainEvent } from './plain-body.ts';
import { PlainLiveEvent } from './plain-live-event.ts';
import { type IdPlace, isSameId, placeOf, type RecentIds, textOf } from './recent-ids.ts';
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
  /** The events that are stored. */
  readonly stored: readonly LiveEvent[];
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
  const { site, contexts, events, sentAt } = arrival;
  const { timeZone } = site;
  const { pages } = masked;
  const state = new AcceptanceState<Came & Happened>(
    { asked: arrival, sentAt, tools, pages },
    ({ event, time, properties }, visit) => {
      const row = toRow({ event, time, timeZone, properties }, visit);
      return { start: startOfRow(row), live: liveEventOf(row) };
    },
  );
  for (const [index, one] of checked.entries()) {
    const value = events[index];
    const kept = masked.kept[index] ?? '';
    if (one.ok) {
      const { event, context, time } = one;
      const { type, consent, profile } = event;
      const properties = masked.properties[index];
      const id = placeOf(event.id);
      state.take({ id, type, consent, profile, value, kept, event, time, properties }, context);
    } else {
      const context = contextOf(value, contexts);
      state.reject({ index, value, kept, context, rejection: one.rejection });
    }
  }
  return state.finish();
}

/** The same for a plain body, in which there is nothing to reject and no decision. */
export function acceptPlain(
  { contexts, events, sentAt }: PlainBody,
  asked: Asked,
  tools: Tools,
): Acceptance {
  const begun = { asked, sentAt, tools, pages: NO_PAGES };
  const state = new AcceptanceState<PlainEvent>(begun, storedPlain);
  for (const event of events) {
    const context = contexts[event.context];
    if (context) state.take(event, context);
  }
  return state.finish();
}

function storedPlain(event: PlainEvent, visit: VisitColumns): Stored {
  return { start: event.start, live: new PlainLiveEvent(event, visit) };
}

const NO_PAGES: ReadonlyMap<CapturedContext, PageColumns> = new Map();

/** Beyond it only why an event is set aside is kept: each has its context beside it, and 400 bytes came to 30 MB. */
const MAX_ASIDE_CHARS = 2_000_000;

/** What is the same for all events of one context, until a decision changes what it allows. */
interface OpenVisit {
  readonly context: CapturedContext;
  readonly purposes: readonly string[];
  /** Whether its events may be kept. */
  readonly isRecorded: boolean;
  readonly columns: VisitColumns;
  /** Of the rows of its events. */
  readonly starts: RowStart[];
}

/** What may be set aside: an event as it came, and what is kept of it then. */
interface Came {
  readonly value: unknown;
  readonly kept: string;
}

/** An event that the contract takes; a plain one is never set aside. */
interface Taken extends Partial<Came> {
  readonly id: IdPlace;
  readonly type: string;
  readonly consent?: WireEvent['consent'];
  readonly profile?: WireEvent['profile'];
}

/** What becomes a row. */
interface Happened extends Taken {
  readonly event: WireEvent;
  readonly time: number;
  readonly properties: Masked['properties'][number];
}

/** An event on its way to the disk, and to whoever listens. */
interface Stored {
  readonly start: RowStart;
  readonly live: LiveEvent;
}

interface Refused extends Came {
  readonly index: number;
  readonly context: CapturedContext | undefined;
  readonly rejection: Omit<Receipt['rejected'][number], 'index'>;
}

interface Begun {
  readonly asked: Asked;
  readonly sentAt: number;
  readonly tools: Tools;
  /** Those that are masked already. */
  readonly pages: ReadonlyMap<CapturedContext, PageColumns>;
}

class AcceptanceState<Event extends Taken> {
  readonly #asked: Asked;
  readonly #sentAt: number;
  readonly #tools: Tools;
  readonly #store: (event: Event, visit: VisitColumns) => Stored;
  readonly #lines: JournalLine[] = [];
  readonly #stored: LiveEvent[] = [];
  readonly #standings = new Map<string, ConsentStanding>();
  /** By context, as far as no decision has changed what they allow. */
  readonly #visits = new Map<CapturedContext, OpenVisit>();
  /** Also across decisions: a page that is masked anew behind each of 250 decisions took half a second. */
  readonly #pages: Map<CapturedContext, PageColumns>;
  readonly #allVisits: OpenVisit[] = [];
  #lastVisit: OpenVisit | undefined;
  #asideChars = 0;
  readonly #receipt: Receipt = { outcomes: noOutcomes(), rejected: [] };

  /** `store` makes the row of an event, with these columns of its visit. */
  constructor(
    { asked, sentAt, tools, pages }: Begun,
    store: (event: Event, visit: VisitColumns) => Stored,
  ) {
    this.#store = store;
    this.#asked = asked;
    this.#sentAt = sentAt;
    this.#tools = tools;
    this.#pages = new Map(pages);
  }

  reject({ index, rejection, ...refused }: Refused): void {
    this.#receipt.outcomes.rejected += 1;
    this.#receipt.rejected.push({ index, ...rejection });
    this.#setAside('rejected', { ...refused, rejection });
  }

  take(event: Event, context: CapturedContext): void {
    const isDecision = event.type === 'consent_update';
    const isNew = !this.#isKnown(event.id);
    if (isDecision && isNew) this.#decide(event, context);
    const visit = this.#visitOf(context);
    const isAllowed = context.visitor !== undefined && (isDecision || visit.isRecorded);
    if (!isAllowed) {
      this.#receipt.outcomes.no_consent += 1;
    } else if (this.#asked.client.isBot) {
      this.#receipt.outcomes.bot += 1;
      const message = this.#asked.client.family;
      const rejection = { code: 'bot', path: '', message };
      this.#setAside('bot', { value: event.value, kept: event.kept ?? '', context, rejection });
    } else if (!isNew) {
      this.#receipt.outcomes.duplicate += 1;
    } else if (isDecision) {
      this.#keepDecision(event, context);
    } else {
      visit.starts.push(this.#keep(event, visit.columns));
      if (event.profile) this.#keepProfile(event.profile, context, visit.purposes);
    }
  }

  finish(): Acceptance {
    for (const { columns, starts } of this.#allVisits)
      if (starts.length > 0) this.#lines.push(startedRowsLine(columns, starts));
    return {
      receipt: this.#receipt,
      lines: this.#lines,
      stored: this.#stored,
      standings: this.#standings,
    };
  }

  #isKnown(id: IdPlace): boolean {
    const isStored = this.#stored.some((one) => isSameId(one.id, id));
    return isStored || this.#tools.recentIds.has(this.#asked.site.id, id);
  }

  /** A decision's row has no purposes: what it says stands in the ledger. */
  #keepDecision(event: Event, context: CapturedContext): void {
    const columns = decisionColumns(this.#describe(context, []));
    this.#lines.push(startedRowsLine(columns, [this.#keep(event, columns)]));
  }

  /** Returns its row's start. */
  #keep(event: Event, visit: VisitColumns): RowStart {
    const { start, live } = this.#store(event, visit);
    this.#receipt.outcomes.stored += 1;
    this.#stored.push(live);
    return start;
  }

  #keepProfile(profile: Profile, context: CapturedContext, purposes: readonly string[]): void {
    const standing = this.#standingOf(context);
    if (!standing || context.visitor === undefined) return;
    const lines = profileLines({
      siteId: this.#asked.site.id,
      visitorId: context.visitor,
      profile,
      purposes,
      decisionId: standing.decisionId,
      recordedAt: this.#asked.receivedAt,
    });
    this.#lines.push(...lines);
  }

  /**
   * A decision counts for the events behind it; the context's states only narrow, they never grant. Nor does a bot's: but
   * a person's browser may come to look like one, and what it takes back is taken back.
   */
  #decide({ id, consent }: Event, context: CapturedContext): void {
    const { site, receivedAt, gpc, client } = this.#asked;
    const { visitor } = context;
    if (!consent || visitor === undefined) return;
    const arrived = {
      id: textOf(id),
      decision: consent,
      sentAt: this.#sentAt,
      receivedAt,
      gpc,
    };
    const current = this.#standingOf(context);
    if (client.isBot && !current) return;
    const next = nextStanding(current, arrived, makeSubjectKey);
    if (!next) return;
    const standing = client.isBot ? narrowed(next, current) : next;
    this.#standings.set(visitor, standing);
    this.#visits.clear();
    this.#lastVisit = undefined;
    const recorded = { siteId: site.id, visitorId: visitor, arrived, standing };
    this.#lines.push(...this.#tools.ledger.lines(recorded));
  }

  #standingOf({ visitor }: CapturedContext): ConsentStanding | undefined {
    if (visitor === undefined) return undefined;
    return (
      this.#standings.get(visitor) ?? this.#tools.consent.standing(this.#asked.site.id, visitor)
    );
  }

  #visitOf(context: CapturedContext): OpenVisit {
    // nearly all events are of the one that was asked for last
    const last = this.#lastVisit;
    const known = last?.context === context ? last : this.#visits.get(context);
    const visit = known ?? this.#openVisit(context);
    this.#lastVisit = visit;
    return visit;
  }

  #openVisit(context: CapturedContext): OpenVisit {
    const granted = this.#standingOf(context)?.granted ?? [];
    const purposes = grantedPurposes(context.consent.states).filter((one) => granted.includes(one));
    const columns = visitColumns(this.#describe(context, purposes), this.#pageOf(context));
    const visit = { context, purposes, isRecorded: isRecorded(purposes), columns, starts: [] };
    this.#visits.set(context, visit);
    this.#allVisits.push(visit);
    return visit;
  }

  #pageOf(context: CapturedContext): PageColumns {
    const page = this.#pages.get(context) ?? pageColumns(context.page);
    this.#pages.set(context, page);
    return page;
  }

  #describe(context: CapturedContext, purposes: readonly string[]): Visit {
    const { site, client, country, receivedAt } = this.#asked;
    const internal = this.#isInternal(context);
    return { context, site, client, country, purposes, receivedAt, internal };
  }

  #isInternal(context: CapturedContext | undefined): boolean {
    return this.#asked.internal || context?.internal === true;
  }

  #setAside(outcome: 'rejected' | 'bot', aside: Omit<Refused, 'index'>): void {
    const visit = aside.context && this.#visitOf(aside.context);
    const line = setAsideLine({
      siteId: this.#asked.site.id,
      outcome,
      ...aside,
      kept: this.#asideChars < MAX_ASIDE_CHARS ? aside.kept : '',
      internal: this.#isInternal(aside.context),
      purposes: visit?.isRecorded ? visit.purposes : [],
      sentAt: this.#sentAt,
      receivedAt: this.#asked.receivedAt,
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
