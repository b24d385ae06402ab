import type { ConsentSnapshot } from '@tendero/schema';

/** What makes a decision count as given. */
export interface NoticeRules {
  /** Version of the notice that is shown now. */
  readonly version: string;
  /** A decision older than this many calendar months is asked for again. */
  readonly renewAfterMonths: number;
  /** The present, in ms UTC. */
  readonly now: number;
}

/**
 * Whether the person has to be asked: nothing decided, a purpose left open, another notice, or too
 * long ago.
 */
export function needsDecision(consent: ConsentSnapshot | null, rules: NoticeRules): boolean {
  return (
    consent === null ||
    consent.version !== rules.version ||
    Object.values(consent.states).includes('unset') ||
    addMonths(consent.at, rules.renewAfterMonths) <= rules.now
  );
}

function addMonths(time: number, months: number): number {
  const date = new Date(time);
  return date.setUTCMonth(date.getUTCMonth() + months);
}
