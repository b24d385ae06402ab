import type { Database } from '../../../collector/src/clickhouse/database.ts';
import { eventRow, linkRow, NOW, orderRow, stateRow } from './shop-rows.ts';
import { insertEvents, insertRows } from '../../support/insert-rows.ts';

/** Markup that stands where a shop's page or a stranger may put text. */
export const NASTY = '<script>alert(1)</script>';
const MINUTE = 60_000;
const DAY = 86_400_000;

/**
 * Ana looked at a teapot and bought it as customer C1, Bea's purchase has no order, others withdrew, refuse measuring,
 * belong to the team or to the other shop.
 */
export async function fillShop(database: Database): Promise<void> {
  const teapot = { id: 'teapot', name: `Teapot ${NASTY}` };
  const cup = { id: 'cup', name: 'Cup' };
  await insertEvents(database, [
    eventRow({ time: NOW - 5 * MINUTE, visitor_id: 'ana-browser' }),
    eventRow({
      time: NOW - 4 * MINUTE,
      visitor_id: 'ana-browser',
      type: 'view_item',
      page_path: `/p/${NASTY}`,
      items: [teapot],
    }),
    eventRow({
      time: NOW - 3 * MINUTE,
      visitor_id: 'ana-browser',
      type: 'purchase',
      transaction_id: 'T1',
      value: 30,
      currency: 'EUR',
    }),
    eventRow({ time: NOW - 2 * MINUTE, visitor_id: 'bea-browser' }),
    eventRow({
      time: NOW - 2 * MINUTE,
      visitor_id: 'bea-browser',
      type: 'purchase',
      transaction_id: 'T9',
      value: 77,
      currency: 'EUR',
    }),
    eventRow({ time: NOW - DAY, visitor_id: 'bea-browser' }),
    eventRow({ time: NOW, visitor_id: 'gone-browser', page_path: '/withdrawn' }),
    eventRow({ time: NOW, visitor_id: 'shy-browser', purposes: ['personalization'] }),
    eventRow({ time: NOW, visitor_id: 'team-browser', internal: true, page_path: '/team' }),
    eventRow({ time: NOW, visitor_id: 'far-browser', site_id: 'other', page_path: '/far' }),
    eventRow({
      time: NOW - DAY,
      visitor_id: '',
      claimed_customer_id: 'C1',
      type: 'complaint',
      source: 'server',
      purposes: [],
      properties: { channel: '"email"' },
    }),
  ]);
  await insertRows(database, 'orders', [
    orderRow({
      id: 'T1',
      time: NOW - 2 * MINUTE,
      value: '30.10',
      customer: 'C1',
      visitor: 'ana-browser',
      lines: [teapot, cup, { id: 'post', kind: 'charge' }],
    }),
    orderRow({ id: 'T2', time: NOW - 2 * MINUTE, value: '0.20', customer: 'C2', lines: [cup] }),
    orderRow({ id: 'T3', time: NOW - 2 * MINUTE, value: '9', currency: 'GBP', customer: 'C3' }),
    orderRow({ id: 'T4', time: NOW - MINUTE, value: '500', visitor: 'team-browser' }),
    orderRow({ id: 'T5', time: NOW, value: '900', customer: 'FAR', site: 'other' }),
    ...[6, 7, 8].map((day) =>
      orderRow({
        id: `D${day}`,
        time: NOW - day * DAY,
        value: '1',
        customer: 'C9',
        lines: [teapot, cup],
      }),
    ),
    orderRow({ id: 'D9', time: NOW - 9 * DAY, value: '1', customer: 'C9', lines: [{ id: 'jug' }] }),
  ]);
  await insertRows(database, 'consent_states', [
    stateRow('ana-browser', ['analytics', 'social', 'social.basic']),
    stateRow('bea-browser', ['analytics', 'marketing']),
    stateRow('gone-browser', []),
  ]);
  await insertRows(database, 'identities', [linkRow('ana-browser', 'C1')]);
}
