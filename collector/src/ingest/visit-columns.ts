import type { Page } from '@tendero/schema';
import type { Site } from '../config.ts';
import { boundedTime } from '../lib/utc-time.ts';
import { mask } from '../lib/mask.ts';
import type { CapturedContext } from './arrival.ts';
import type { EventRow } from './event-row.ts';
import type { VisitClient } from './visit-client.ts';

/** What all events of one context in one request share. */
export interface Visit {
  readonly context: CapturedContext;
  readonly site: Site;
  readonly client: VisitClient;
  /** ISO 3166-1 alpha-2, or empty. */
  readonly country: string;
  /** Granted at capture, narrowed by the ledger. */
  readonly purposes: readonly string[];
  readonly receivedAt: number;
  readonly internal: boolean;
}

/** The columns that say who, where and with what. */
export type VisitColumns = Pick<
  EventRow,
  | 'site_id'
  | 'received_at'
  | 'source'
  | 'visitor_id'
  | 'session_id'
  | 'claimed_customer_id'
  | 'internal'
  | 'purposes'
  | 'consent_version'
  | 'consent_at'
  | 'page_url'
  | 'page_path'
  | 'page_title'
  | 'page_locale'
  | 'referrer'
  | 'country'
  | 'device'
  | 'browser'
  | 'os'
>;

/** What a page says of itself, masked. */
export type PageColumns = Pick<
  VisitColumns,
  'page_url' | 'page_path' | 'page_title' | 'page_locale' | 'referrer'
>;

/** The columns of a page; masking them takes longer than all else of a visit. */
export function pageColumns({ url, title, locale, referrer }: Page): PageColumns {
  const page_url = mask(url);
  return {
    page_url,
    page_path: pathOf(page_url),
    page_title: mask(title ?? ''),
    page_locale: locale ?? '',
    referrer: mask(referrer ?? ''),
  };
}

/** The columns of what happened on a page. */
export function visitColumns(visit: Visit, page: PageColumns): VisitColumns {
  const { context } = visit;
  const columns = decisionColumns(visit);
  columns.session_id = context.session ?? '';
  columns.claimed_customer_id = context.customer_id ?? '';
  columns.purposes = [...visit.purposes];
  columns.page_url = page.page_url;
  columns.page_path = page.page_path;
  columns.page_title = page.page_title;
  columns.page_locale = page.page_locale;
  columns.referrer = page.referrer;
  columns.country = visit.country;
  return columns;
}

/** Those of a decision: who decided and when, and nothing of the page. */
export function decisionColumns(visit: Visit): VisitColumns {
  const { context, client } = visit;
  return {
    site_id: visit.site.id,
    received_at: boundedTime(visit.receivedAt),
    source: 'browser',
    visitor_id: context.visitor ?? '',
    session_id: '',
    claimed_customer_id: '',
    internal: visit.internal,
    purposes: [],
    consent_version: context.consent.version,
    consent_at: boundedTime(context.consent.at),
    page_url: '',
    page_path: '',
    page_title: '',
    page_locale: '',
    referrer: '',
    country: '',
    device: client.device,
    browser: client.browser,
    os: client.os,
  };
}

function pathOf(url: string): string {
  return PATH.exec(url)?.[1] || '/';
}

/** What stands between the origin, where there is one, and the query or fragment. */
const PATH = /^(?:[a-z][a-z0-9+.-]*:\/\/[^/?#]*)?([^?#]*)/i;
