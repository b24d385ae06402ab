import type { Reason, Strategy } from '@tendero/schema';

/** What a recommendation may know. Without consent for personalization `recent` is what the request itself said. */
export interface RecommendQuery {
  readonly siteId: string;
  readonly strategy: Strategy;
  /** Item on the page. */
  readonly item?: string;
  readonly category?: string;
  readonly cart: readonly string[];
  /** Seen by this person, newest first; empty where nothing of a person may be read. */
  readonly recent: readonly string[];
  readonly limit: number;
}

export interface Recommendation {
  readonly itemId: string;
  readonly score: number;
  readonly reason: Reason;
}

/** Items for a slot, best first; only items that can be shown (URL, price, stock), no two of one group. */
export interface Recommender {
  recommend(query: RecommendQuery): Recommendation[];
}
