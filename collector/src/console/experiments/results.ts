import * as z from 'zod';
import type { ReadLane } from '../../clickhouse/database.ts';
import { TEAM_VISITORS_SQL } from '../../segments/people-sql.ts';

/** Which decisions are compared. */
export interface Trial {
  readonly siteId: string;
  readonly currency: string;
  /** Empty for the hold-out. */
  readonly experiment: string;
  /** Where clicks count; empty for everywhere. */
  readonly slot: string;
  /** In ms UTC. */
  readonly startedAt: number;
}

/** What people did who saw the same: each counts once, from the first time they saw it. */
export interface Arm {
  /** The strategy; for the hold-out `held` or `free`. */
  readonly arm: string;
  readonly people: number;
  readonly clickers: number;
  readonly carters: number;
  /** Of what each bought, in the trial's currency, and of its squares. */
  readonly revenue: number;
  readonly revenueSquares: number;
}

const row = z
  .object({
    arm: z.string(),
    people: z.coerce.number(),
    clickers: z.coerce.number(),
    carters: z.coerce.number(),
    revenue: z.number(),
    squares: z.number(),
  })
  .transform(({ squares, ...rest }): Arm => ({ ...rest, revenueSquares: squares }));

/** What each way of a trial led to, among people who allow measuring, without the shop's own team. */
export function trialResults(lane: ReadLane, trial: Trial): Promise<Arm[]> {
  return lane.query({
    sql: RESULTS,
    params: {
      site: trial.siteId,
      currency: trial.currency,
      experiment: trial.experiment,
      slot: trial.slot,
      since: new Date(trial.startedAt).toISOString(),
      slotJson: JSON.stringify(trial.slot),
      team: false,
    },
    row,
  });
}

const RESULTS = `
WITH seen AS (
    SELECT visitor_id, min(decided_at) AS first_at,
        argMin(if({experiment: String} != '', toString(strategy), if(held_out, 'held', 'free')), decided_at) AS arm
    FROM decisions_analytics
    WHERE site_id = {site: String} AND decided_at >= {since: DateTime64(3, 'UTC')}
      AND has(purposes, 'personalization')
      AND if({experiment: String} != '', experiment = {experiment: String} AND slot = {slot: String}, true)
      AND visitor_id NOT IN (${TEAM_VISITORS_SQL})
    GROUP BY visitor_id
),
acts AS (
    SELECT visitor_id,
        max(type = 'select_item' AND ({slot: String} = '' OR properties['slot'] = {slotJson: String})
            AND mapContains(properties, 'decision')) AS clicked,
        max(type = 'add_to_cart') AS carted
    FROM events_analytics
    INNER JOIN seen USING (visitor_id)
    WHERE site_id = {site: String} AND time >= first_at AND type IN ('select_item', 'add_to_cart')
    GROUP BY visitor_id
),
bought AS (
    SELECT visitor_id, sum(toFloat64(value)) AS spent
    FROM orders FINAL
    INNER JOIN seen USING (visitor_id)
    WHERE site_id = {site: String} AND currency = {currency: String} AND placed_at >= first_at
    GROUP BY visitor_id
)
SELECT arm, count() AS people, sum(clicked) AS clickers, sum(carted) AS carters,
    sum(spent) AS revenue, sum(spent * spent) AS squares
FROM seen LEFT JOIN acts USING (visitor_id) LEFT JOIN bought USING (visitor_id)
GROUP BY arm
ORDER BY arm`;
