import * as z from 'zod';
import { subjectOf } from '../../consent/ledger.ts';
import type { ReadLane } from '../../clickhouse/database.ts';
import { LINKS_SQL } from '../../segments/people-sql.ts';
import type { PersonRef } from '../access/person-links.ts';

const linkRow = z.object({ visitorId: z.string(), customerId: z.string() });

/** A browser's person: the customer it is linked to, if any. */
export async function resolvePerson(
  lane: ReadLane,
  siteId: string,
  person: PersonRef,
): Promise<PersonRef> {
  if (person.kind === 'customer') return person;
  const [link] = await lane.query({
    sql: `SELECT visitor_id AS visitorId, linked_customer_id AS customerId FROM (${LINKS_SQL}) WHERE visitor_id = {visitor:String}`,
    params: { site: siteId, visitor: person.id },
    row: linkRow,
  });
  return link ? { kind: 'customer', id: link.customerId } : person;
}

const browserRow = z.object({
  visitorId: z.string(),
  method: z.string(),
  /** Ms UTC; 0 where nobody logged in. */
  linkedAt: z.coerce.number(),
  granted: z.array(z.string()),
  subjectKey: z.string(),
});

/** A browser of a person, with what it allows today. */
export type Browser = Readonly<z.output<typeof browserRow>>;

/** All browsers of a person. */
export function browsersOf(lane: ReadLane, siteId: string, person: PersonRef): Promise<Browser[]> {
  const own =
    person.kind === 'visitor'
      ? `SELECT {person:String} AS visitor_id, '' AS method, toDateTime64(0, 3, 'UTC') AS linked_at`
      : `SELECT visitor_id, argMax(identities.method, identities.linked_at) AS method, max(identities.linked_at) AS linked_at
         FROM identities FINAL
         WHERE site_id = {site:String} AND customer_id = {person:String}
           AND visitor_id IN (SELECT visitor_id FROM (${LINKS_SQL}) WHERE linked_customer_id = {person:String})
         GROUP BY visitor_id`;
  return lane.query({
    sql: `
      SELECT own.visitor_id AS visitorId, own.method AS method, toUnixTimestamp64Milli(own.linked_at) AS linkedAt,
        states.granted AS granted, subjects.subject_key AS subjectKey
      FROM (${own}) AS own
      LEFT JOIN (SELECT visitor_id, granted FROM consent_states FINAL WHERE site_id = {site:String}) AS states ON states.visitor_id = own.visitor_id
      LEFT JOIN (SELECT visitor_id, subject_key FROM consent_subjects FINAL WHERE site_id = {site:String}) AS subjects ON subjects.visitor_id = own.visitor_id
      ORDER BY linkedAt DESC, visitorId
      LIMIT 50`,
    params: { site: siteId, person: person.id },
    row: browserRow,
  });
}

const decisionRow = z.object({
  /** Ms UTC. */
  decidedAt: z.coerce.number(),
  granted: z.array(z.string()),
  source: z.string(),
  noticeVersion: z.string(),
  decisionId: z.string(),
});

/** One entry of the ledger. */
export type LedgerDecision = Readonly<z.output<typeof decisionRow>>;

/** What the person's browsers decided, newest first; the ledger knows them under a pseudonym only. */
export async function consentHistory(
  lane: ReadLane,
  siteId: string,
  browsers: readonly Browser[],
): Promise<LedgerDecision[]> {
  const known = browsers.filter(({ subjectKey }) => subjectKey !== '');
  if (known.length === 0) return [];
  return lane.query({
    sql: `
      SELECT toUnixTimestamp64Milli(decided_at) AS decidedAt, granted, source, notice_version AS noticeVersion, decision_id AS decisionId
      FROM consent_ledger FINAL
      WHERE site_id = {site:String} AND subject IN {subjects:Array(String)}
      ORDER BY decided_at DESC, received_at DESC, sequence DESC
      LIMIT 100`,
    params: {
      site: siteId,
      subjects: known.map(({ subjectKey, visitorId }) => subjectOf(subjectKey, visitorId)),
    },
    row: decisionRow,
  });
}

const profileRow = z.object({
  field: z.string(),
  value: z.string(),
  source: z.string(),
  purpose: z.string(),
  /** Ms UTC. */
  recordedAt: z.coerce.number(),
  decisionId: z.string(),
});

/** What is known of a person, with where it came from and what allows it. */
export type ProfileValue = Readonly<z.output<typeof profileRow>>;

/** The profile as today's consent leaves it. */
export function profileOf(
  lane: ReadLane,
  siteId: string,
  visitorIds: readonly string[],
): Promise<ProfileValue[]> {
  return lane.query({
    sql: `
      SELECT field, value, source, purpose, toUnixTimestamp64Milli(recorded_at) AS recordedAt, decision_id AS decisionId
      FROM profile_current
      WHERE site_id = {site:String} AND visitor_id IN {visitors:Array(String)}
      ORDER BY field, recorded_at DESC, source
      LIMIT 1 BY field, source
      LIMIT 200`,
    params: { site: siteId, visitors: visitorIds },
    row: profileRow,
  });
}

const nameRow = z.object({ visitorId: z.string(), customerId: z.string(), name: z.string() });

/** The names that these people let the shop keep, by `kind:id`. */
export async function namesOf(
  lane: ReadLane,
  siteId: string,
  people: readonly PersonRef[],
): Promise<ReadonlyMap<string, string>> {
  if (people.length === 0) return new Map();
  const idsOf = (kind: PersonRef['kind']): string[] =>
    people.filter((person) => person.kind === kind).map(({ id }) => id);
  const rows = await lane.query({
    sql: `
      SELECT profile.visitor_id AS visitorId, links.linked_customer_id AS customerId, profile.value AS name
      FROM (SELECT visitor_id, argMax(value, recorded_at) AS value FROM profile_current
        WHERE site_id = {site:String} AND field = 'name' GROUP BY visitor_id) AS profile
      LEFT JOIN (${LINKS_SQL}) AS links ON links.visitor_id = profile.visitor_id
      WHERE profile.visitor_id IN {visitors:Array(String)} OR links.linked_customer_id IN {customers:Array(String)}`,
    params: { site: siteId, visitors: idsOf('visitor'), customers: idsOf('customer') },
    row: nameRow,
  });
  return new Map(
    rows.map(({ visitorId, customerId, name }) => [
      customerId === '' ? `visitor:${visitorId}` : `customer:${customerId}`,
      name,
    ]),
  );
}
