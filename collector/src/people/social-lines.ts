import { createHmac } from 'node:crypto';
import type { SocialLoginRequest } from '@tendero/schema';
import type { Provider, Site } from '../config.ts';
import type { ConsentStanding } from '../consent/consent-store.ts';
import { grantedPurposes } from '../consent/granted.ts';
import type { TextLine } from '../journal/journal.ts';
import { identityLine } from './identity-line.ts';
import { profileLine } from './profile-lines.ts';
import { socialValues } from './social-values.ts';
import type { IdClaims } from './verify-id-token.ts';

interface VerifiedLogin {
  readonly site: Site;
  readonly provider: Provider;
  readonly request: SocialLoginRequest;
  readonly standing: ConsentStanding | undefined;
  readonly claims: IdClaims;
  /** In ms UTC. */
  readonly now: number;
}

/** What a login leaves behind: nothing, the tie alone, or also the profile, as the request and the ledger both allow. */
export function socialLines(login: VerifiedLogin): { lines: TextLine[]; kept: string[] } {
  const { site, provider, request, standing, claims, now } = login;
  if (!standing) return { lines: [], kept: [] };
  const purposes = grantedPurposes(request.consent.states).filter((one) =>
    standing.granted.includes(one),
  );
  if (!isRecorded(purposes)) return { lines: [], kept: [] };
  const person = { siteId: site.id, visitorId: request.visitor };
  const values = socialValues(claims, purposes);
  const profile = values.map(({ field, value, needs }) =>
    profileLine({
      ...person,
      field,
      value,
      source: `social:${provider.id}`,
      purpose: `social.${needs}`,
      decisionId: standing.decisionId,
      recordedAt: now,
    }),
  );
  const customerId = customerOf(login, purposes);
  const method = `id_token:${provider.id}`;
  const tie =
    customerId === undefined
      ? []
      : [identityLine({ ...person, customerId, method, linkedAt: now })];
  return { lines: [...tie, ...profile], kept: [...new Set(values.map(({ needs }) => needs))] };
}

function isRecorded(purposes: readonly string[]): boolean {
  return purposes.includes('analytics') || purposes.includes('personalization');
}

/**
 * The provider's number for a person is itself part of the profile. Without `social.basic` a keyed hash of it ties
 * the person's browsers together and leads nowhere else; a site without any secret cannot make one.
 */
function customerOf(
  { site, provider, claims }: VerifiedLogin,
  purposes: readonly string[],
): string | undefined {
  if (purposes.includes('social.basic')) return `${provider.id}:${claims.sub}`;
  const key = site.identityKey ?? site.secretKeys[0];
  if (key === undefined) return undefined;
  // The zero bytes keep it apart from the customer tokens that the same key signs.
  const named = ['social', site.id, provider.id, claims.sub].join('\0');
  return `${provider.id}:~${createHmac('sha256', key).update(named).digest('hex')}`;
}
