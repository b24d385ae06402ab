import {
  type EventRow,
  type LiveEvent,
  liveEventOf,
} from '../../collector/src/ingest/event-row.ts';
import { isoDay } from '../../collector/src/lib/utc-time.ts';

let made = 0;

/** A row of `events_raw` in which only what the test is about differs from an empty page view. */
export function eventRow(
  changes: Partial<EventRow> & { itemIds?: readonly string[] } = {},
): EventRow {
  made += 1;
  const { itemIds = [], ...rest } = changes;
  const blanks = () => itemIds.map(() => '');
  const nulls = () => itemIds.map(() => null);
  const time = Date.UTC(2026, 4, 1) + made;
  const day = isoDay(time);
  return {
    site_id: 'shop',
    event_id: `event-${made}`,
    type: 'view_item',
    time,
    client_day: day,
    day,
    received_at: time,
    source: 'browser',
    visitor_id: 'a'.repeat(32),
    session_id: 'session',
    claimed_customer_id: '',
    internal: false,
    purposes: ['personalization'],
    consent_version: '1',
    consent_at: time,
    page_url: '',
    page_path: '',
    page_title: '',
    page_locale: '',
    referrer: '',
    country: '',
    device: '',
    browser: '',
    os: '',
    'items.item_id': [...itemIds],
    'items.item_name': blanks(),
    'items.item_brand': blanks(),
    'items.item_category': blanks(),
    'items.item_category2': blanks(),
    'items.item_category3': blanks(),
    'items.item_category4': blanks(),
    'items.item_category5': blanks(),
    'items.item_variant': blanks(),
    'items.price': nulls(),
    'items.quantity': itemIds.map(() => 1),
    'items.discount': nulls(),
    'items.coupon': blanks(),
    transaction_id: '',
    value: null,
    currency: '',
    tax: null,
    shipping: null,
    coupon: '',
    properties: {},
    ...rest,
  };
}

/** What is told of such a row when it is durable. */
export function liveEvent(changes?: Parameters<typeof eventRow>[0]): LiveEvent {
  return liveEventOf(eventRow(changes));
}
