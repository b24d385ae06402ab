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

/**
 * What the person looked at, newest first, as far as it may be read: nothing, whatever the request carries, unless
 * personalization is granted both in the request and in the ledger. The browser knows of views that are still on
 * their way here.
 */
export function readableRecent({ consent, recent }: Parts, { site, request }: Asker): string[] {
  const { visitor, consent: snapshot } = request;
  if (visitor === undefined || !snapshot) return [];
  const standing = consent.standing(site.id, visitor);
  const isAllowed =
    isGranted(snapshot.states, 'personalization') &&
    standing?.granted.includes('personalization') === true;
  if (!isAllowed) return [];
  return [...new Set([...request.recent, ...recent.of(site.id, visitor)])];
}
