import type { CatalogItem, Reason, ReasonCode, Strategy } from '@tendero/schema';
import type { LearnableEvent } from '../ingest/event-row.ts';
import type { Report } from './evaluate/report.ts';
import type { Train } from './evaluate/train-engine.ts';

/** What a recommendation may know. Where nothing of a person may be read, there is no visitor and `recent` is empty. */
export interface RecommendQuery {
  readonly siteId: string;
  readonly strategy: Strategy;
  /** Only where their past may be read. */
  readonly visitor?: string;
  /** Item on the page. */
  readonly item?: string;
  readonly category?: string;
  readonly cart: readonly string[];
  /** Seen by this person, newest first. */
  readonly recent: readonly string[];
}

export interface Recommendation {
  readonly item: CatalogItem;
  /** Comparable within one answer and one reason only. */
  readonly score: number;
  readonly cause: Cause;
}

/** Why something was found: enough to say it of what is shown, and nothing computed for what is not. */
interface Cause {
  readonly code: ReasonCode;
  /** A category. */
  readonly with?: string;
  /** The items that led here, by the recommender's numbers; one of them is the reason. */
  readonly seeds?: readonly number[];
}

/** Goods that were bought in one order. */
export interface BoughtTogether {
  readonly itemId: string;
  /** How many of the orders that count hold both. */
  readonly orders: number;
}

/** What one visitor looked at in one session; only of who allows personalization. */
export interface SeenSession {
  readonly visitorId: string;
  readonly sessionId: string;
  /** In ms UTC, to the day. */
  readonly day?: number;
  /** In the order of their first view. */
  readonly itemIds: readonly string[];
  /** Those of them that went into the cart. */
  readonly carted: readonly string[];
}

export interface OrderedItems {
  readonly transactionId: string;
  readonly itemIds: readonly string[];
  /** In ms UTC. */
  readonly placedAt?: number;
  /** Who bought, where today's consent lets decisions use it. */
  readonly visitorId?: string;
}

/** How much one thing was wanted at one time. */
interface WantedItem {
  readonly itemId: string;
  /** In views. */
  readonly weight: number;
  /** In ms UTC. */
  readonly time: number;
}

/** Something that may fill a slot, and the strategy of the chain that found it. */
export interface Candidate extends Recommendation {
  readonly strategy: Strategy;
}

/** What may fill slots, and why. */
export interface Recommender {
  /** All that may fill a slot, best first, whether it can be shown or not; found out no sooner than it is asked for. */
  candidates(query: RecommendQuery): Iterable<Candidate>;
  /** Why it was found, as a page may say it. */
  explain(siteId: string, found: Pick<Recommendation, 'item' | 'cause'>): Reason;
  /** What this person bought after `since` (ms UTC). */
  boughtSince(siteId: string, visitorId: string, since: number): ReadonlySet<string>;
  /** For the console: most often bought with an item, whether it can be shown or not. */
  boughtTogether(siteId: string, itemId: string, limit: number): BoughtTogether[];
  /** For the console: how well it foresaw what people chose, by its last training. */
  reports(siteId: string): SiteReports;
}

interface SiteReports {
  /** Of what people look at. */
  readonly seen?: DatedReport;
  /** Of what goes into an order. */
  readonly bought?: DatedReport;
}

export interface DatedReport extends Report {
  /** When it was made, in ms UTC. */
  readonly at: number;
  /** Of what came from then on, in ms UTC; without it, of the newest tenth of what is known. */
  readonly since?: number;
}

/** How a recommender comes to know things. Learning the same session or order again changes nothing. */
export interface LearningRecommender extends Recommender {
  learnEvents(events: readonly LearnableEvent[]): void;
  learnSession(siteId: string, session: SeenSession): void;
  learnOrders(siteId: string, orders: readonly OrderedItems[]): void;
  /** The same, for the shop's days and for who bought alone: what goes together does not change. */
  learnPurchases(siteId: string, orders: readonly OrderedItems[]): void;
  /** How much a thing was wanted on a day from before. */
  learnDay(siteId: string, day: WantedItem): void;
  /** Counts that name no person, each from five visitors or more. */
  learnCount(siteId: string, itemId: string, weight: number): void;
  /** Learns anew how to weigh what it knows of a site; answers go on meanwhile. Rejects when `train` does. */
  train(siteId: string, train: Train): Promise<void>;
  /** What this visitor looked at no longer leads anyone anywhere. */
  forget(siteId: string, visitorId: string): void;
}
