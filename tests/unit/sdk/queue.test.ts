import type { Context, Envelope } from '@tendero/schema';
import { envelope, wireEvent } from '@tendero/schema/zod';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { packEnvelope } from '../../../sdk/src/delivery/envelope.ts';
import { createQueue, type Queue } from '../../../sdk/src/delivery/queue.ts';
import { createUuid } from '../../../sdk/src/lib/uuid.ts';
import { memoryStore } from './memory-store.ts';

const NOW = 1_790_000_000_000;
const DAY_MS = 86_400_000;
const newId = createUuid((bytes) => crypto.getRandomValues(bytes));

function contextOf(url: string): Context {
  const state = 'granted';
  const states = {
    analytics: state,
    personalization: state,
    marketing: state,
    social: state,
  } as const;
  return { page: { url }, consent: { states, version: '1', at: NOW } };
}

function open(dropped: string[] = [], store = memoryStore()): Queue {
  return createQueue(
    store,
    () => NOW,
    (reason, text) => {
      dropped.push(`${reason}: ${/"type":"(\w+)"/.exec(text.split('\n')[1] ?? '')?.[1]}`);
    },
  );
}

function add(queue: Queue, type: string, time = NOW, properties = {}): void {
  queue.add({ id: newId(time), type, time, properties }, contextOf('https://shop.example/'));
}

test('packs what it kept into an envelope that the collector reads, with equal contexts once', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.webUrl(), fc.string()), { minLength: 1 }), (drafts) => {
      const queue = open();
      for (const [url, note] of drafts) {
        queue.add(
          { id: newId(NOW), type: 'noted', time: NOW, properties: { note } },
          contextOf(url),
        );
      }
      const { packed, body } = packEnvelope(queue.list(), NOW, 1_000_000);
      const sent: Envelope = JSON.parse(body);
      envelope.parse(sent);
      expect(packed.length).toBe(drafts.length);
      expect(sent.contexts.length).toBe(new Set(drafts.map(([url]) => url)).size);
      for (const [index, event] of sent.events.entries()) {
        expect(event.properties?.['note']).toBe(drafts[index]?.[1]);
        expect(sent.contexts[event.context]?.page.url).toBe(drafts[index]?.[0]);
      }
      wireEvent.parse({ ...sent.events[0], properties: {} });
    }),
    { numRuns: 50 },
  );
});

test('packs what there is room for, and one event at least', () => {
  const queue = open();
  for (let index = 0; index < 10; index++) add(queue, 'noted', NOW, { note: 'x'.repeat(500) });
  expect(packEnvelope(queue.list(), NOW, 10).packed.length).toBe(1);
  const { packed, body } = packEnvelope(queue.list(), NOW, 3_000);
  expect(packed.length).toBeGreaterThan(2);
  expect(body.length).toBeLessThanOrEqual(3_100);
});

test('lists decisions first, then by time', () => {
  const queue = open();
  add(queue, 'view_item', NOW - 2);
  add(queue, 'page_view', NOW - 3);
  add(queue, 'consent_update', NOW);
  expect(queue.list().map(([, text]) => /"type":"(\w+)"/.exec(text)?.[1])).toEqual([
    'consent_update',
    'page_view',
    'view_item',
  ]);
});

test('gives up what is older than seven days or damaged, and says so', () => {
  const dropped: string[] = [];
  const store = memoryStore();
  const queue = open(dropped, store);
  add(queue, 'purchase', NOW - 8 * DAY_MS);
  add(queue, 'view_item', NOW - 6 * DAY_MS);
  store.set(`tendero-q1-${newId(NOW)}`, 'half of a li');
  expect(queue.list().length).toBe(1);
  expect(dropped.toSorted()).toEqual(['damaged: undefined', 'too old: purchase']);
  expect(store.keys('tendero-q').length).toBe(1);
});

test('makes room by giving up views first, and never a purchase for a view', () => {
  const dropped: string[] = [];
  const queue = open(dropped);
  const note = 'x'.repeat(30_000);
  add(queue, 'purchase', NOW - 10, { note });
  for (let index = 0; index < 10; index++) add(queue, 'view_item', NOW - 9 + index, { note });
  add(queue, 'add_to_cart', NOW + 2, { note });
  const kept = queue.list().map(([, text]) => /"type":"(\w+)"/.exec(text)?.[1]);
  expect(kept).toContain('purchase');
  expect(kept).toContain('add_to_cart');
  expect(new Set(dropped)).toEqual(new Set(['queue full: view_item']));
});
