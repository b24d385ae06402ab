import type { EventRow } from '../ingest/event-row.ts';
import { encodeProperties, itemColumns, money } from '../ingest/to-row.ts';
import { isoDay } from '../lib/utc-time.ts';
import { siteDay } from '../lib/site-day.ts';
import type { ServerCapture } from './order-rows.ts';

type ContactCapture = Omit<ServerCapture, 'version'>;

/** The row of a `contact` or `complaint`. Its customer number is the shop's own word, not a page's claim. */
export function contactRow(capture: ContactCapture): EventRow {
  const { event, site, visitorId, standing, receivedAt } = capture;
  return {
    site_id: site.id,
    event_id: event.id,
    type: event.type,
    ...timeColumns(capture),
    received_at: receivedAt,
    source: 'server',
    visitor_id: visitorId ?? '',
    session_id: '',
    claimed_customer_id: event.customer_id ?? '',
    internal: false,
    purposes: [...(standing?.granted ?? [])],
    consent_version: standing?.noticeVersion ?? '',
    consent_at: standing?.decidedAt ?? 0,
    ...NOT_FROM_A_PAGE,
    country: event.country ?? '',
    ...itemColumns(event.items ?? []),
    transaction_id: event.transaction_id ?? '',
    value: money(event.value),
    currency: event.currency ?? '',
    tax: money(event.tax),
    shipping: money(event.shipping),
    coupon: event.coupon ?? '',
    properties: encodeProperties({
      ...event.properties,
      ...(event.channel !== undefined && { channel: event.channel }),
    }),
  };
}

const NOT_FROM_A_PAGE = {
  page_url: '',
  page_path: '',
  page_title: '',
  page_locale: '',
  referrer: '',
  device: '',
  browser: '',
  os: '',
};

function timeColumns({ event, site }: ContactCapture) {
  const { time } = event;
  return { time, client_day: isoDay(time), day: siteDay(time, site.timeZone) };
}
