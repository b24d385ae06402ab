import type { ReasonCode } from '@tendero/schema';

/** One slot of one decision, as `decisions` keeps it; times as ISO 8601 in UTC. */
export interface DecisionRow {
  readonly site_id: string;
  readonly decision_id: string;
  readonly slot: string;
  readonly decided_at: string;
  readonly visitor_id: string;
  readonly purposes: readonly string[];
  /** What the page asked for or the experiment said. */
  readonly strategy: string;
  /** Empty where the slot is in no experiment. */
  readonly experiment: string;
  readonly held_out: boolean;
  readonly item_ids: readonly string[];
  readonly reasons: readonly ReasonCode[];
  /** Of each place: how likely it was that just this item would stand there. */
  readonly propensities: readonly number[];
}
