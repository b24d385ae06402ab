import type { QueryParams } from '../../clickhouse/database.ts';
import { TEAM_VISITORS_SQL } from '../../segments/people-sql.ts';

/** Whose figures, and whether the shop's own team counts. */
export interface Scope {
  readonly siteId: string;
  /** IANA. */
  readonly timeZone: string;
  readonly team: boolean;
}

/** Days in the site's time zone, both included, `YYYY-MM-DD`. */
export interface DayRange {
  readonly from: string;
  readonly to: string;
}

/** What the browser reports of itself: nobody's doing, so it is no line among what people do. */
export const MEASUREMENTS: readonly string[] = ['web_vital', 'user_engagement', 'events_lost'];

/** Leaves {@link MEASUREMENTS} out. */
export const DEEDS_SQL = `type NOT IN (${MEASUREMENTS.map((type) => `'${type}'`).join(', ')})`;

/** What people's browsers did, as far as they allow measuring. Needs `{site:String}` and `{team:Bool}`. */
export const BROWSER_EVENTS_SQL = `
  site_id = {site:String} AND source = 'browser' AND (NOT internal OR {team:Bool})`;

/**
 * Orders that count: all, but for those of browsers that the team uses.
 * Needs `{site:String}` and `{team:Bool}`.
 */
export const COUNTED_ORDERS_SQL = `
  site_id = {site:String} AND ({team:Bool} OR visitor_id = '' OR visitor_id NOT IN (${TEAM_VISITORS_SQL}))`;

export function scopeParams({ siteId, timeZone, team }: Scope): QueryParams {
  return { site: siteId, zone: timeZone, team };
}
