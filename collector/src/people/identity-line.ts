import type { TextLine } from '../journal/journal.ts';

interface Identity {
  readonly siteId: string;
  readonly visitorId: string;
  readonly customerId: string;
  /** `customer_token`, or `id_token:PROVIDER`. */
  readonly method: string;
  /** In ms UTC. */
  readonly linkedAt: number;
}

/** The journal line of a verified tie between a browser and a customer. */
export function identityLine(identity: Identity): TextLine {
  const json = JSON.stringify({
    site_id: identity.siteId,
    visitor_id: identity.visitorId,
    customer_id: identity.customerId,
    method: identity.method,
    linked_at: new Date(identity.linkedAt).toISOString(),
  });
  return { table: 'identities', json };
}
