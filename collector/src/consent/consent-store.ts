/** What one visitor allows, by the newest decision that the ledger holds. */
export interface ConsentStanding {
  /** Purposes, and social fields as `social.basic`. */
  readonly granted: readonly string[];
  readonly decisionId: string;
  /** In ms UTC, corrected for the browser's clock. */
  readonly decidedAt: number;
}

/** The ledger's newest word on everyone, in memory. */
export interface ConsentStanders {
  /** Undefined for who never decided: nothing is granted. */
  standing(siteId: string, visitorId: string): ConsentStanding | undefined;
}
