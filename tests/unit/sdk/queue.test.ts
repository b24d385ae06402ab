import { randomBytes } from 'node:crypto';
import type { ConsentStates, Context, Envelope } from '@tendero/schema';
import { context as contextParser, envelope, wireEvent } from '@tendero/schema/zod';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createGate, type Gate } from '../../../sdk/src/consent/gate.ts';
import { packEnvelope } from '../../../sdk/src/delivery/envelope.ts';
import { createQueue, type Queue } from '../../../sdk/src/delivery/queue.ts';
import { hex } from '../../../sdk/src/lib/hex.ts';
import { createUuid } from '../../../sdk/src/lib/uuid.ts';
import { memoryStore } from './memory-store.ts';

const NOW = 1_790_000_000_000;
const DAY_MS = 86_400_000;
const STATES: ConsentStates = {
  analytics: 'granted',
  personalization: 'granted',
  marketing: 'granted',
  social: 'granted',
};

function contextOf(url: string): Context {
  return { page: { url }, consent: { states: STATES, version: '1', at: NOW } };
}

interface Opened {
  readonly queue: Queue;
  readonly gate: Gate;
  readonly lost: string[];
}

function open(store = memoryStore()): Opened {
  const lost: string[] = [];
  const gate = createGate(store);
  gate.decide({ states: STATES, version: '1', at: NOW, source: 'api' });
  const queue = createQueue(
    store,
    gate,
    () => NOW,
    (keys, reason) => void lost.push(`${keys.length} ${reason}`),
  );
  return { queue, gate, lost };
}

function add(queue: Queue, type: string, time = NOW, note = ''): string {
  const newId = createUuid(
    () => time,
    () => hex(randomBytes(16)),
  );
  const event = { id: newId(), type, time, properties: { note } };
  return queue.add(event, contextOf('https://shop.example/'));
}

function typesOf(queue: Queue): string[] {
  return queue.list().map(([, text]) => /"type":"(\w+)"/.exec(text)?.[1] ?? '');
}

test('lists the entries that are asked for by age, in whatever order they are named', () => {
  const { queue } = open();
  const keys = [2, 1, 3].map((second) => add(queue, `event_${second}`, NOW + second));
  add(queue, 'event_4', NOW + 4);
  const decision = add(queue, 'consent_update', NOW + 5);
  const [second, first, third] = keys;
  expect(queue.list(keys).map(([key]) => key)).toEqual([decision, first, second, third]);
});

test('packs what it kept into an envelope that the collector reads, with equal contexts once', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.webUrl(), fc.string()), { minLength: 1 }), (drafts) => {
      const { queue } = open();
      const newId = createUuid(
        () => NOW,
        () => hex(randomBytes(16)),
      );
      for (const [url, note] of drafts) {
        const event = { id: newId(), type: 'noted', time: NOW, properties: { note } };
        queue.add(event, contextOf(url));
      }
      const { packed, body } = packEnvelope(queue.list(), NOW, 1_000_000);
      const sent: Envelope = JSON.parse(body);
      envelope.parse(sent);
      expect(packed.length).toBe(drafts.length);
      expect(sent.contexts.length).toBe(new Set(drafts.map(([url]) => url)).size);
      for (const [index, event] of sent.events.entries()) {
        const context = contextParser.parse(sent.contexts[event.context]);
        expect(event.properties?.['note']).toBe(drafts[index]?.[1]);
        expect(context.page.url).toBe(drafts[index]?.[0]);
      }
      wireEvent.parse({ ...sent.events[0], properties: {} });
    }),
    { numRuns: 50 },
  );
});

test('packs what there is room for, and one event at least', () => {
  const { queue } = open();
  for (let index = 0; index < 10; index++) add(queue, 'noted', NOW, 'x'.repeat(500));
  expect(packEnvelope(queue.list(), NOW, 10).packed.length).toBe(1);
  const { packed, body } = packEnvelope(queue.list(), NOW, 3_000);
  expect(packed.length).toBeGreaterThan(2);
  expect(body.length).toBeLessThanOrEqual(3_100);
});

test('lists decisions first, then by time', () => {
  const { queue } = open();
  add(queue, 'view_item', NOW - 2);
  add(queue, 'page_view', NOW - 3);
  add(queue, 'purchase', NOW - 1);
  add(queue, 'consent_update', NOW);
  expect(typesOf(queue)).toEqual(['consent_update', 'page_view', 'view_item', 'purchase']);
});

test('a decision that still waits goes ahead of the events that are asked for', () => {
  const { queue } = open();
  const decision = add(queue, 'consent_update', NOW - 5);
  add(queue, 'page_view', NOW - 4);
  const item = add(queue, 'view_item', NOW);
  expect(queue.list([item]).map(([key]) => key)).toEqual([decision, item]);
  expect(queue.list([decision]).map(([key]) => key)).toEqual([decision]);
});

test('lists nothing where the record of consent is gone: nobody has decided', () => {
  const store = memoryStore();
  const { queue, lost } = open(store);
  add(queue, 'view_item');
  store.remove('tendero-consent');
  expect(queue.list()).toEqual([]);
  expect(lost).toEqual([]);
});

test('lists withdrawals before everything, and takes them out of the record when they are acknowledged', () => {
  const { queue, gate } = open();
  const withdrawn = [
    ['tendero-q0-a.0', '{}\n{"time":1}'] as const,
    ['tendero-q0-b.0', ''] as const,
  ];
  gate.decide({ states: STATES, version: '1', at: NOW, source: 'api', withdrawn });
  add(queue, 'page_view');
  expect(queue.list().map(([key]) => key.slice(0, 14))).toEqual([
    'tendero-q0-a.0',
    'tendero-q0-b.0',
    expect.stringMatching(/^tendero-q1-/),
  ]);
  queue.remove(['tendero-q0-b.0']);
  expect(gate.record()?.withdrawn).toEqual([withdrawn[0]]);
  queue.remove(['tendero-q0-a.0']);
  expect(gate.record()).not.toHaveProperty('withdrawn');
  expect(gate.record()).toMatchObject({ states: STATES, version: '1', at: NOW, source: 'api' });
});

test('gives up what is older than seven days or damaged, and says so', () => {
  const store = memoryStore();
  const { queue, lost } = open(store);
  add(queue, 'purchase', NOW - 8 * DAY_MS);
  add(queue, 'view_item', NOW - 6 * DAY_MS);
  store.write('tendero-q1-half.3', 'half of a li');
  expect(typesOf(queue)).toEqual(['view_item']);
  expect(lost).toEqual(['1 old', '1 old']);
  expect(store.names('tendero-q').length).toBe(1);
});

test('makes room by giving up the oldest page views first, and purchases and reports last', () => {
  const { queue, lost } = open();
  const note = 'x'.repeat(30_000);
  add(queue, 'purchase', NOW - 20, note);
  add(queue, 'events_lost', NOW - 19);
  for (let index = 0; index < 5; index++) add(queue, 'page_view', NOW - 10 + index, note);
  add(queue, 'add_to_cart', NOW - 4, note);
  for (let index = 0; index < 4; index++) add(queue, 'page_view', NOW + index, note);
  expect(typesOf(queue)).toContain('purchase');
  expect(typesOf(queue)).toContain('events_lost');
  expect(typesOf(queue)).toContain('add_to_cart');
  const times = queue.list().map(([, text]) => Number(/"time":(\d+)/.exec(text)?.[1]));
  expect(times).not.toContain(NOW - 10);
  expect(times).toContain(NOW + 3);
  expect(lost.join()).toMatch(/^\d full/);
});

test('names what the collector refused for good', () => {
  const { queue, lost } = open();
  queue.remove([add(queue, 'view_item'), add(queue, 'search')], '400');
  queue.remove([add(queue, 'search')]);
  expect(lost).toEqual(['2 400']);
  expect(queue.list()).toEqual([]);
});
