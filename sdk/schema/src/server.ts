import type { Item, Properties } from './events.ts';

/** What a shop's server may report. */
export const SERVER_EVENT_TYPES = ['purchase', 'refund', 'contact', 'complaint'] as const;
export type ServerEventType = (typeof SERVER_EVENT_TYPES)[number];

/** One entry of `POST /v1/server/events`; the shop's own books, authenticated by secret key. */
export interface ServerEvent {
  /** Identity of the event; sending it again changes nothing. */
  id: string;
  type: ServerEventType;
  /** When, in ms UTC; any time. */
  time: number;
  /** From the cookie `tendero_id`, where the order came with one. */
  visitor_id?: string;
  customer_id?: string;
  /** Purchases and refunds only, and required there. */
  transaction_id?: string;
  /** Sum of the goods, in `currency`. */
  value?: number;
  /** ISO 4217; required with any money. */
  currency?: string;
  tax?: number;
  shipping?: number;
  coupon?: string;
  /** ISO 3166-1 alpha-2 or a country's name. */
  country?: string;
  items?: Item[];
  /** Contacts and complaints: `email`, `phone`, `store`, … */
  channel?: string;
  properties?: Properties;
}

/** The body of `POST /v1/server/events`. */
export interface ServerEnvelope {
  v: 1;
  events: ServerEvent[];
}
