import type { Context, WireEvent } from '@tendero/schema';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createConsentStore } from '../../../collector/src/consent/consent-store.ts';
import { createLedger, NO_CHAIN } from '../../../collector/src/consent/ledger.ts';
import { accept, type Acceptance, acceptPlain } from '../../../collector/src/ingest/accept.ts';
import type { Asked } from '../../../collector/src/ingest/arrival.ts';
import { checkContexts, checkEvents } from '../../../collector/src/ingest/check-event.ts';
import type { LiveEvent } from '../../../collector/src/ingest/event-row.ts';
import { maskInTurns } from '../../../collector/src/ingest/mask-in-turns.ts';
import { parseEnvelope } from '../../../collector/src/ingest/parse-envelope.ts';
import { createPlainReader } from '../../../collector/src/ingest/plain-body.ts';
import { createRecentIds, placeOf, textOf } from '../../../collector/src/ingest/recent-ids.ts';
import { parseJson } from '../../../collector/src/lib/read-body.ts';
import { FUZZ_FACTOR, oddContext, oddEvents } from '../../support/fuzz.ts';
import { siteConfig } from '../../support/site-config.ts';
import {
  decisionOf,
  makeContext,
  makeEnvelope,
  makeEvent,
  makeVisitor,
} from '../../support/wire.ts';

const [site] = siteConfig().sites;
if (!site) throw new Error('the shop is missing');
const MAX_EVENTS = 20;
const receivedAt = Date.now();
const asked: Asked = {
  site,
  receivedAt,
  client: { isBot: false, family: '', device: 'desktop', browser: 'Firefox', os: 'Linux' },
  country: 'ES',
  gpc: false,
  internal: false,
};

/** Granted for reports alone, so that what a context says is narrowed. */
const measured = makeVisitor();
const known = makeVisitor();
const consent = createConsentStore();
for (const [visitorId, granted] of [
  [measured, ['analytics']],
  [known, ['analytics', 'personalization', 'marketing', 'social']],
] as const) {
  consent.set(site.id, visitorId, {
    granted,
    decisionId: 'd1',
    decidedAt: 0,
    noticeVersion: '1',
    source: 'banner',
    knownDecisions: ['d1'],
    subjectKey: '00',
  });
}
const recentIds = createRecentIds();
recentIds.add(site.id, placeOf('known-id'));
const tools = {
  consent,
  ledger: createLedger({ collectorId: 'test', head: NO_CHAIN }),
  recentIds,
};

const readPlain = createPlainReader();

/** What the short way makes of a body; undefined where it leaves it to the parser. */
function takePlain(bytes: Buffer, maxEvents: number): Acceptance | undefined {
  const plain = readPlain(bytes, { receivedAt, timeZone: asked.site.timeZone, maxEvents });
  return plain && acceptPlain(plain, asked, tools);
}

/** What the parser makes of it. */
async function takeParsed(bytes: Buffer, maxEvents: number): Promise<Acceptance> {
  const { sentAt, contexts: unread, events } = parseEnvelope(parseJson(bytes), maxEvents);
  const contexts = await checkContexts(unread);
  const arrival = { ...asked, sentAt, contexts, events, bodyBytes: bytes.length };
  const checked = await checkEvents(events, contexts, arrival);
  const masked = await maskInTurns(arrival, checked);
  return accept({ arrival, checked, masked }, tools);
}

/** What each way tells of an event stands elsewhere. */
function comparable({ stored, ...rest }: Acceptance) {
  return { ...rest, stored: stored.map(told) };
}

function told(live: LiveEvent) {
  return {
    id: textOf(live.id),
    site_id: live.site_id,
    type: live.type,
    time: live.time,
    received_at: live.received_at,
    source: live.source,
    visitor_id: live.visitor_id,
    session_id: live.session_id,
    internal: live.internal,
    purposes: live.purposes,
    page_path: live.page_path,
    'items.item_id': live['items.item_id'],
    'items.item_name': live['items.item_name'],
    isDecided: live.isDecided,
  } satisfies Record<keyof LiveEvent, unknown>;
}

/** Whether a body was plain; and if so, that the parser makes the same of it, to the byte. */
async function isSame(bytes: Buffer, maxEvents = MAX_EVENTS): Promise<boolean> {
  const plain = takePlain(bytes, maxEvents);
  if (plain === undefined) return false;
  expect(comparable(plain)).toEqual(comparable(await takeParsed(bytes, maxEvents)));
  return true;
}

const bodyOf = (contexts: readonly unknown[], events: readonly unknown[]) =>
  Buffer.from(JSON.stringify(makeEnvelope(contexts, events)));

const teapot = {
  item_id: 'tetera-1',
  item_name: 'Tetera «Añil», 1,2 l ☕',
  item_brand: 'Añil',
  item_category: 'Cocina',
  item_category2: 'Té',
  item_category3: 'Teteras',
  item_category4: 'a',
  item_category5: 'b',
  item_variant: 'azul',
  price: 24.5,
  quantity: 2,
  discount: 0.1,
  coupon: 'OTOÑO',
};
type Changed = { readonly [Name in keyof Context]?: Context[Name] | undefined };

const page = {
  url: 'https://shop.example/p/tetera?utm_source=x&token=abc#y',
  referrer: 'https://mail.example/?to=ana@example.org',
  title: 'Tetera – 1,2 litros 😀',
  locale: 'es-ES',
};
const properties = {
  depth: 0.75,
  whole: -12,
  none: null,
  yes: true,
  no: false,
  words: 'reseñas',
  mail: 'ana@example.org',
  card: 4_222_222_222_222,
  empty: '',
};

test.each<[string, Changed, Partial<WireEvent>[]]>([
  ['a page view', {}, [{}]],
  ['a page with all that it may have', { page, customer_id: 'c-7', internal: true }, [{}]],
  ['things and money', {}, [{ type: 'view_item', items: [teapot, { item_id: 'x' }], value: 24.5 }]],
  [
    'an order',
    {},
    [
      {
        type: 'purchase',
        transaction_id: 'T1',
        value: 1e12,
        currency: 'EUR',
        tax: 0,
        shipping: 4.95,
        coupon: 'C',
      },
    ],
  ],
  ['properties of all kinds', {}, [{ type: 'scroll', properties }, { properties: {} }]],
  [
    'long names and addresses',
    { page: { url: `https://shop.example/${'a'.repeat(3_000)}`, title: 'T'.repeat(200) } },
    [
      {
        items: [{ item_id: 'x'.repeat(128), item_name: 'n'.repeat(300), coupon: 'é'.repeat(100) }],
      },
    ],
  ],
  ['what came from a decision', {}, [{ type: 'select_item', properties: { decision: 'd1' } }]],
  [
    'a repeat in the same body and one of before',
    {},
    [{ id: 'a' }, { id: 'a' }, { id: 'known-id' }],
  ],
  ['somebody who allows less', { visitor: measured }, [{}]],
  ['somebody who never decided', { visitor: makeVisitor() }, [{}]],
  ['nobody', { visitor: undefined }, [{}]],
  ['nothing at all', {}, []],
])('is plain, and the same by the parser: %s', async (_, context, events) => {
  const contexts = [{ ...makeContext({ visitor: known }), ...context }];
  expect(await isSame(bodyOf(contexts, events.map(makeEvent)))).toBe(true);
});

const view = JSON.stringify(
  makeEnvelope([makeContext({ visitor: known })], [makeEvent({ value: 1 })]),
);

test.each([
  ['a decision', bodyOf([makeContext()], [decisionOf(makeContext())])],
  ['an order without number', bodyOf([makeContext()], [makeEvent({ type: 'purchase' })])],
  ['an escape', bodyOf([makeContext()], [makeEvent({ properties: { a: 'a"b' } })])],
  ['a time long ago', bodyOf([makeContext()], [makeEvent({ time: 1 })])],
  ['a context that is not there', bodyOf([makeContext()], [makeEvent({ context: 1 })])],
  ['an unknown field', bodyOf([makeContext()], [{ ...makeEvent(), more: 1 }])],
  [
    'too many events',
    bodyOf(
      [makeContext()],
      Array.from({ length: MAX_EVENTS + 1 }, () => makeEvent()),
    ),
  ],
  ['an exponent', Buffer.from(view.replace('"value":1', '"value":1e3'))],
  [
    'a number of more digits than are exact',
    Buffer.from(view.replace('"value":1', '"value":1.000000000000001')),
  ],
  ['a name that comes twice', Buffer.from(view.replace('"value":1', '"value":1,"value":2'))],
  ['space', Buffer.from(view.replace('"value":1', '"value": 1'))],
  ['more behind the end', Buffer.from(`${view} `)],
  ['bytes that are no UTF-8', Buffer.from(view.replace('Teapot', 'Teap\u00f8t'), 'latin1')],
  ['nothing', Buffer.alloc(0)],
])('is left to the parser: %s', (_, bytes) => {
  expect(takePlain(bytes, MAX_EVENTS)).toBeUndefined();
});

const LONGEST = 16_384;

/** The body with as many of these as fit into the longest one. */
function fill(toBody: (count: number) => Buffer): Buffer {
  let count = 1;
  while (toBody(count + 1).length <= LONGEST) count += 1;
  return toBody(count);
}

const times = <Value>(count: number, make: (index: number) => Value) =>
  Array.from({ length: count }, (_, index) => make(index));
const one = [makeContext({ visitor: known })];
const bare = (index: number) => ({ id: `i${index}`, type: 'a', time: receivedAt, context: 0 });

test.each<[string, (count: number) => Buffer]>([
  ['events', (count) => bodyOf(one, times(count, bare))],
  [
    'contexts',
    (count) =>
      bodyOf(
        times(count, () => one[0]),
        [bare(0)],
      ),
  ],
  [
    'items',
    (count) =>
      bodyOf(
        one,
        times(Math.ceil(count / 200), (event) => ({
          ...bare(event),
          items: times(Math.min(200, count - 200 * event), () => ({ item_id: 'x' })),
        })),
      ),
  ],
  [
    'properties',
    (count) =>
      bodyOf(
        one,
        times(Math.ceil(count / 64), (event) => ({
          ...bare(event),
          properties: Object.fromEntries(
            times(Math.min(64, count - 64 * event), (index) => [`p${index}`, index % 3 ? '' : 0.5]),
          ),
        })),
      ),
  ],
  ...['a@b.c ', '&sid=x', '4222222222222 '].map((secret): [string, (count: number) => Buffer] => [
    `${secret} to be masked`,
    (count) =>
      bodyOf(
        one,
        times(Math.ceil(count / 140), (event) => ({
          ...bare(event),
          properties: { p: secret.repeat(Math.min(140, count - 140 * event)) },
        })),
      ),
  ]),
])('there is room for as many %s as fit into the longest body', async (_, toBody) => {
  expect(await isSame(fill(toBody), 500)).toBe(true);
});

test('a longer body is left to the parser', () => {
  const titled = (length: number) => {
    const title = { ...page, title: 'x'.repeat(length) };
    return bodyOf([...times(20, () => makeContext({ page: title })), one[0]], [bare(0)]);
  };
  const empty = titled(0).length;
  const longest = titled(Math.floor((LONGEST - empty) / 20));
  const more = titled(Math.floor((LONGEST - empty) / 20) + 1);
  expect(longest.length).toBeLessThanOrEqual(LONGEST);
  expect(more.length).toBeGreaterThan(LONGEST);
  expect(takePlain(longest, MAX_EVENTS)).toBeDefined();
  expect(takePlain(more, MAX_EVENTS)).toBeUndefined();
});

/** Of two visitors, the second page an odd one at times. */
const contextsOf = fc
  .tuple(fc.boolean(), oddContext)
  .map(([isOdd, odd]) => [
    makeContext({ visitor: known, page }),
    isOdd ? odd : makeContext({ visitor: measured }),
  ]);

test(
  'whatever is plain, the parser makes the same of it',
  { timeout: 60_000 * FUZZ_FACTOR },
  async () => {
    let plain = 0;
    const property = fc.asyncProperty(contextsOf, oddEvents(3), async (contexts, events) => {
      if (await isSame(bodyOf(contexts, events))) plain += 1;
    });
    await fc.assert(property, { numRuns: 6_000 * FUZZ_FACTOR });
    // a property about nothing would hold
    expect(plain).toBeGreaterThan(500 * FUZZ_FACTOR);
  },
);

test(
  'also where bytes were changed, cut or put in',
  { timeout: 60_000 * FUZZ_FACTOR },
  async () => {
    const whole = bodyOf(
      [makeContext({ visitor: known, page })],
      [makeEvent({ items: [teapot], properties, currency: 'EUR', value: 12.3 })],
    );
    const pieces = [
      '',
      '"',
      '\\',
      ',',
      '0',
      '-',
      '.',
      'e1',
      '{',
      '}',
      '[]',
      ':',
      'é',
      ' ',
      '\0',
      'A',
    ];
    let plain = 0;
    const change = fc.tuple(fc.nat(whole.length), fc.nat(3), fc.constantFrom(...pieces));
    const property = fc.asyncProperty(
      fc.array(change, { minLength: 1, maxLength: 2 }),
      async (changes) => {
        let bytes = whole;
        for (const [place, length, piece] of changes) {
          const rest = bytes.subarray(place + length);
          bytes = Buffer.concat([bytes.subarray(0, place), Buffer.from(piece), rest]);
        }
        if (await isSame(bytes)) plain += 1;
      },
    );
    await fc.assert(property, { numRuns: 20_000 * FUZZ_FACTOR });
    expect(plain).toBeGreaterThan(1_000 * FUZZ_FACTOR);
  },
);

test(
  'a number is the one that the parser reads, however it is written',
  {
    timeout: 60_000 * FUZZ_FACTOR,
  },
  async () => {
    let plain = 0;
    const event = makeEvent({ value: 7, properties: { number: 7 } });
    const body = String(bodyOf([makeContext({ visitor: known })], [event]));
    const number = fc.record({
      sign: fc.constantFrom('', '-'),
      whole: fc.oneof(fc.nat(20), fc.maxSafeInteger()).map(String),
      decimals: fc.nat(17),
      zeros: fc.constantFrom('', '0', '00'),
    });
    const property = fc.asyncProperty(number, async ({ sign, whole, decimals, zeros }) => {
      const digits = whole.padStart(decimals + 1, '0');
      const dot = digits.length - decimals;
      const behind = `${digits.slice(dot)}${zeros}`;
      const text = `${sign}${digits.slice(0, dot)}${behind && '.'}${behind}`;
      if (await isSame(Buffer.from(body.replaceAll(':7', `:${text}`)))) plain += 1;
    });
    await fc.assert(property, { numRuns: 5_000 * FUZZ_FACTOR });
    expect(plain).toBeGreaterThan(500 * FUZZ_FACTOR);
  },
);

test('each event is of the day of its own time', async () => {
  const midnight = Date.parse(`${new Date(receivedAt).toISOString().slice(0, 10)}T00:00:00Z`);
  // of zones with whole hours, each of their midnights, with two of one quarter before it and behind it
  const hours = Array.from({ length: 5 }, (_, index) => midnight - (index + 1) * 3_600_000);
  const times = hours.flatMap((hour) => [hour - 2, hour - 1, hour, hour + 1]);
  const events = times.map((time) => makeEvent({ time }));
  expect(await isSame(bodyOf([makeContext({ visitor: known })], events))).toBe(true);
});

test('a day is that of the zone which holds for the body', () => {
  const body = bodyOf([makeContext()], [makeEvent()]);
  const row = (read: typeof readPlain, timeZone: string) =>
    read(body, { receivedAt, timeZone, maxEvents: 1 })?.events.map(({ start }) =>
      start.bytes.toString('hex', start.from, start.to),
    );
  const west = row(readPlain, 'Pacific/Pago_Pago');
  const east = row(readPlain, 'Pacific/Kiritimati');
  expect(east).not.toEqual(west);
  expect(east).toEqual(row(createPlainReader(), 'Pacific/Kiritimati'));
});
