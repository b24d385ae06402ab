import { expect, test } from 'vitest';
import * as z from 'zod';
import { checkContext, checkEvent } from '../../../collector/src/ingest/check-event.ts';
import { keptText, setAsideLine } from '../../../collector/src/ingest/set-aside.ts';
import { makeContext, makeEvent } from '../../support/wire.ts';

const lineShape = z.object({
  code: z.string(),
  path: z.string(),
  message: z.string(),
  event_id: z.string(),
  visitor_id: z.string(),
  body: z.string(),
});

interface Way {
  readonly context?: object;
  readonly purposes?: readonly string[];
}

/** The line of an event that is rejected, and what its sender is told. */
function setAside(event: unknown, { context = makeContext(), purposes = ['analytics'] }: Way = {}) {
  const now = Date.now();
  const found = checkContext(context);
  const checked = checkEvent(event, [found], { sentAt: now, receivedAt: now });
  if (checked.ok) throw new Error('expected a rejection');
  const { rejection } = checked;
  const { json } = setAsideLine({
    siteId: 'shop',
    outcome: 'rejected',
    rejection,
    value: event,
    kept: keptText(event, rejection.code),
    context: found.ok ? found.context : undefined,
    internal: false,
    purposes,
    sentAt: now,
    receivedAt: now,
  });
  return { rejection, line: lineShape.parse(JSON.parse(String(json))) };
}

/** A context whose consent has a field that the contract does not know. */
function contextWithField(name: string) {
  const context = makeContext();
  return { ...context, consent: { ...context.consent, [name]: 'granted' } };
}

test.each([
  'ana.garcia@example.com',
  'Ana Garcia 600123123',
  'Ana "La Tetera" Garcia',
  `Ana Garcia ${'a'.repeat(400)}`,
  'ana.600.123.123',
  'ana_garcia',
])('names that a sender made up are told to the sender and kept nowhere: %s', (name) => {
  const property = setAside(makeEvent({ properties: { [name]: 1, NO: 1 } }), { purposes: [] });
  const field = setAside(makeEvent(), { context: contextWithField(name), purposes: [] });
  for (const { line } of [property, field]) {
    expect(JSON.stringify(line)).not.toMatch(/ana|garcia|tetera|600|123/i);
    expect(line).toMatchObject({ event_id: '', visitor_id: '', body: '' });
  }
  expect(field.rejection.message).toContain(name.slice(0, 100));
  expect(field.line).toMatchObject({
    code: 'bad_context',
    path: 'context.consent',
    message: 'Unrecognized key: …',
  });
});

test.each([
  [
    { ...makeEvent(), items: [{ item_id: 'tea' }, { item_id: 'pot', price: 'x' }] },
    'items.1.price',
  ],
  [{ ...makeEvent(), properties: { Color: 'red' } }, 'properties.*'],
  [{ ...makeEvent(), profile: { email: 'none' } }, 'profile.email'],
  [makeEvent({ type: 'purchase' }), 'transaction_id'],
  ['no object', ''],
])('the path of a rejection keeps what the contract knows', (event, path) => {
  expect(setAside(event).line.path).toBe(path);
});

test('with consent an event is kept masked at every depth, without unknown fields; ids stay only where they belong', () => {
  const mail = 'ana@example.com';
  const session = '4111111111111111';
  const event = {
    ...makeEvent({ id: '4012888888881881' }),
    coupon: { customer_name: 'Ana Garcia' },
    customer_name: 'Ana Garcia',
    items: [
      { item_id: 'tea', price: 2, quantity: -1, id: mail, customer_name: 'Ana Garcia' },
      'Ana Garcia',
    ],
    properties: {
      session: mail,
      visitor: mail,
      [mail]: true,
      inner: { id: [mail, 'green'], [mail]: 1 },
      depth: 3,
      card: 4111111111111111,
    },
  };
  const context = makeContext({ session, page: { url: `/?e=${mail}`, title: 'Tea' } });
  const { line } = setAside(event, { context });
  expect(line.body).not.toMatch(/ana@|garcia/i);
  expect(line).toMatchObject({ event_id: event.id, visitor_id: context.visitor });
  expect(JSON.parse(line.body)).toEqual({
    event: {
      id: event.id,
      type: 'page_view',
      time: event.time,
      coupon: {},
      items: [{ item_id: 'tea', price: 2, quantity: -1 }, {}],
      properties: {
        session: '[email]',
        visitor: '[email]',
        '[email]': true,
        inner: { id: ['[email]', 'green'], '[email]': 1 },
        depth: 3,
        card: '[card]',
      },
    },
    context: {
      visitor: context.visitor,
      session,
      page: { url: '/?e=[email]', title: 'Tea' },
      consent: context.consent,
    },
    internal: false,
    sentAt: expect.any(Number),
  });
});

test.each([
  { ...makeEvent(), type: 'NO' },
  { ...makeEvent(), value: [1] },
  { ...makeEvent(), items: { item_id: 'tea' } },
  { ...makeEvent(), items: ['tea'] },
  {
    ...makeEvent(),
    items: Array.from({ length: 250 }, (_, index) => ({ item_id: `tea${index}` })),
  },
  { ...makeEvent(), properties: { Color: 'red' } },
])('what is kept is rejected for the same reason again: %j', (event) => {
  const { line } = setAside(event);
  const kept: unknown = JSON.parse(line.body).event;
  const again = setAside({ ...Object(kept), context: 0 });
  expect(again.line).toMatchObject({ code: line.code, event_id: event.id });
});

test('of too many items no more are kept than show that they are', () => {
  const items = Array.from({ length: 8_000 }, () => 1);
  const { rejection, line } = setAside({ ...makeEvent(), items });
  expect(rejection).toEqual({
    code: 'bad_event',
    path: 'items',
    message: 'expected at most 200 items',
  });
  expect(JSON.parse(line.body).event.items).toHaveLength(201);
});
