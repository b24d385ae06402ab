import { expect, test } from 'vitest';
import { createFormats } from '../../../collector/src/console/formats.ts';
import { arrivalOf, showArrival } from '../../../collector/src/console/live/shown-event.ts';
import { en } from '../../../collector/src/console/words/en.ts';
import { liveEvent } from '../../support/event-row.ts';

const screen = {
  words: en,
  formats: createFormats('en', 'UTC'),
  nameOf: (itemId: string) => itemId.toUpperCase(),
};

test('shows what happened and where, and nothing of whom', () => {
  const row = liveEvent({
    time: Date.parse('2026-10-03T10:20:30Z'),
    purposes: ['analytics', 'personalization'],
    page_path: '/p/teapot',
    page_url: 'https://shop.example/p/teapot?mail=ana@example.org',
    itemIds: ['a', 'b', 'c', 'd'],
    claimed_customer_id: 'customer-7',
  });
  const arrival = arrivalOf(row);
  const shown = arrival && showArrival(screen, arrival);
  expect(shown).toEqual({
    time: '10:20:30',
    what: 'Looked at a product',
    path: '/p/teapot',
    items: 'A, B, C +1',
    allowed: 'Measuring, Recommendations and offers',
  });
});

test('says in one word that everything is allowed, without the fields of a social login', () => {
  const purposes = ['analytics', 'personalization', 'marketing', 'social', 'social.basic'];
  const arrival = arrivalOf(liveEvent({ purposes }));
  expect(arrival && showArrival(screen, arrival).allowed).toBe('Everything');
});

test('says when it was the own team', () => {
  const arrival = arrivalOf(liveEvent({ purposes: ['analytics'], internal: true }));
  expect(arrival && showArrival(screen, arrival).what).toBe('Looked at a product (our team)');
});

test.each([
  ['view_item_list', 'Saw a recommendation'],
  ['select_item', 'Clicked a recommendation'],
])('says that %s came from a widget', (type, what) => {
  const fromWidget = liveEvent({ type, purposes: ['analytics'], properties: { decision: '"d1"' } });
  const fromShop = liveEvent({ type, purposes: ['analytics'] });
  const shown = [fromWidget, fromShop]
    .map(arrivalOf)
    .map((arrival) => arrival && showArrival(screen, arrival).what);
  expect(shown[0]).toBe(what);
  expect(shown[1]).not.toBe(what);
});

test.each([
  ['may not be measured', { purposes: ['personalization'] }],
  ['measures speed', { purposes: ['analytics'], type: 'web_vital' }],
  ['measures time on a page', { purposes: ['analytics'], type: 'user_engagement' }],
  ['comes from the shop’s server', { purposes: ['analytics'], source: 'server' as const }],
])('leaves out what %s', (_why, changes) => {
  expect(arrivalOf(liveEvent(changes))).toBeUndefined();
});
