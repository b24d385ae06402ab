import type { Profile } from '@tendero/schema';
import type { TextLine } from '../journal/journal.ts';

/** One row of `profile_values`. */
interface ProfileValue {
  readonly siteId: string;
  readonly visitorId: string;
  readonly field: string;
  readonly value: string;
  /** `sign_up`, or `social:PROVIDER`. */
  readonly source: string;
  /** The purpose or social field that allows it. */
  readonly purpose: string;
  readonly decisionId: string;
  /** In ms UTC. */
  readonly recordedAt: number;
}

/** What a person told the shop at registration, and what the values may be used for. */
export interface Registration {
  readonly siteId: string;
  readonly visitorId: string;
  readonly profile: Profile;
  /** Granted at capture, narrowed by the ledger. */
  readonly purposes: readonly string[];
  readonly decisionId: string;
  /** In ms UTC. */
  readonly recordedAt: number;
}

/** An address is for contacting somebody, a name or a year of birth for choosing what to show. */
const PURPOSES_OF_FIELDS = [
  ['name', 'personalization'],
  ['locale', 'personalization'],
  ['birth_year', 'personalization'],
  ['gender', 'personalization'],
  ['email', 'marketing'],
  ['phone', 'marketing'],
] as const satisfies readonly (readonly [keyof Profile, string])[];

/** The journal lines of the profile fields whose purpose is granted. */
export function profileLines({ profile, purposes, ...person }: Registration): TextLine[] {
  return PURPOSES_OF_FIELDS.flatMap(([field, purpose]) => {
    const value = profile[field];
    if (value === undefined || !purposes.includes(purpose)) return [];
    return [profileLine({ ...person, field, value: String(value), source: 'sign_up', purpose })];
  });
}

/** The journal line of one value. */
export function profileLine(value: ProfileValue): TextLine {
  const json = JSON.stringify({
    site_id: value.siteId,
    visitor_id: value.visitorId,
    field: value.field,
    value: value.value,
    source: value.source,
    purpose: value.purpose,
    decision_id: value.decisionId,
    recorded_at: new Date(value.recordedAt).toISOString(),
  });
  return { table: 'profile_values', json };
}
