import { type DecideRequest, isGranted } from '@tendero/schema';
import type { Site } from '../config.ts';
import type { ConsentStanders } from '../consent/consent-store.ts';
import type { RecentItems } from './recent-items.ts';

interface Parts {
  readonly consent: ConsentStanders;
  readonly recent: RecentItems;
}

interface Asker {
  readonly site: Site;
  readonly request: DecideRequest;
}

/** What a decision may know of the person, by the table of purposes. */
export interface ReadablePerson {
  /** Only with personalization: who it is for. */
  readonly visitor: string | undefined;
  /** Only with personalization: what they looked at, newest first. */
  readonly recent: readonly string[];
  /** Whose decision this is and under which purposes it may be kept; undefined where it may not. */
  readonly keptFor: { readonly visitor: string; readonly purposes: readonly string[] } | undefined;
}

const NOBODY: ReadablePerson = { visitor: undefined, recent: [], keptFor: undefined };
const KEEPING = ['analytics', 'personalization'] as const;

/**
 * What may be read of the person: nothing, whatever the request carries, unless personalization is granted both in the
 * request and in the ledger. The browser knows of views that are still on their way here.
 */
export function readablePerson(
  { consent, recent }: Parts,
  { site, request }: Asker,
): ReadablePerson {
  const { visitor, consent: snapshot } = request;
  if (visitor === undefined || !snapshot) return NOBODY;
  const standing = consent.standing(site.id, visitor);
  const purposes = KEEPING.filter(
    (purpose) =>
      isGranted(snapshot.states, purpose) && standing?.granted.includes(purpose) === true,
  );
  if (purposes.length === 0) return NOBODY;
  const keptFor = { visitor, purposes };
  if (!purposes.includes('personalization')) return { ...NOBODY, keptFor };
  const items = new Set([...request.recent, ...recent.of(site.id, visitor)]);
  return { visitor, recent: [...items], keptFor };
}
