import { LIMITS } from '@tendero/schema';
import { expect, test } from 'vitest';
import { checkContext, checkEvent } from '../../../collector/src/ingest/check-event.ts';
import { decisionOf, makeContext, makeEvent } from '../../support/wire.ts';

/** A plain event of so many bytes, most of them in letters of three bytes each. */
function eventOfBytes(bytes: number) {
  const names = Array.from({ length: 12 }, (_, index) => `p${index}`);
  const words = Object.fromEntries(names.map((name) => [name, '漢'.repeat(900)]));
  const event = makeEvent({ properties: { ...words, rest: '' } });
  const missing = bytes - Buffer.byteLength(JSON.stringify(event));
  return { ...event, properties: { ...event.properties, rest: 'x'.repeat(missing) } };
}

test.each([
  ['known', (bytes: number) => bytes],
  ['unknown', () => undefined],
])('an event may have as many bytes of UTF-8 as the limit says: body size %s', (_, sizeOf) => {
  const now = Date.now();
  const check = (bytes: number) => {
    const bodyBytes = sizeOf(bytes + 200);
    const times = { sentAt: now, receivedAt: now, ...(bodyBytes && { bodyBytes }) };
    return checkEvent(eventOfBytes(bytes), [checkContext(makeContext())], times);
  };
  expect(check(LIMITS.maxEventBytes).ok).toBe(true);
  expect(check(LIMITS.maxEventBytes + 1)).toMatchObject({
    ok: false,
    rejection: { code: 'too_large' },
  });
});

test('what describes is cut, and what a shop’s templates write otherwise is understood', () => {
  const now = Date.now();
  const long = `${'é'.repeat(99)}😀`;
  const parameter = `&utm_campaign=${'x'.repeat(40)}`;
  const context = makeContext({
    page: {
      url: `https://shop.example/?${parameter.repeat(100)}`,
      title: 'T'.repeat(2_000),
      locale: 'es-'.repeat(20),
    },
  });
  const items = [{ item_id: 'cloth', item_brand: long, quantity: 1.5 }];
  const event = makeEvent({ type: 'add_to_cart', items, currency: 'eur', value: 3 });
  const checked = checkEvent(event, [checkContext(context)], { sentAt: now, receivedAt: now });

  expect(checked).toMatchObject({
    ok: true,
    event: {
      items: [{ item_id: 'cloth', item_brand: `${'é'.repeat(99)}�`, quantity: 2 }],
      currency: 'EUR',
    },
    context: {
      page: {
        url: `https://shop.example/?${parameter.repeat(73)}&`.slice(0, 4_000),
        title: 'T'.repeat(1_000),
        locale: 'es-'.repeat(20).slice(0, 35),
      },
    },
  });
});

test.each(['', 'https://', 'https://shop.example/?a=1&b=2&'])(
  'a long address loses the word that is not whole: %s',
  (kept) => {
    const url = `${kept}${'w'.repeat(4_000)}/z`;
    const checked = checkContext(makeContext({ page: { url } }));
    expect(checked).toMatchObject({ ok: true, context: { page: { url: kept } } });
  },
);

test('a decision counts however late it comes; its time is as old as may be', () => {
  const now = Date.now();
  const context = makeContext();
  const late = { ...decisionOf(context), time: now - 2 * LIMITS.maxAgeMs };
  const surroundings = { sentAt: now, receivedAt: now };
  expect(checkEvent(late, [checkContext(context)], surroundings)).toMatchObject({
    ok: true,
    time: now - LIMITS.maxAgeMs,
  });
  const view = makeEvent({ time: late.time });
  expect(checkEvent(view, [checkContext(context)], surroundings)).toMatchObject({
    ok: false,
    rejection: { code: 'bad_time' },
  });
});

test('purposes that only the shop knows are dropped, and a long notice version is cut', () => {
  const { consent, ...rest } = makeContext();
  const states = { ...consent.states, functional: 'granted', social: { basic: 'granted', x: 1 } };
  const version = `https://shop.example/${'privacy/'.repeat(9)}`;
  const checked = checkContext({ ...rest, consent: { ...consent, states, version } });
  expect(checked.ok && checked.context.consent).toEqual({
    ...consent,
    states: { ...consent.states, social: { basic: 'granted' } },
    version: version.slice(0, 40),
  });
});

test('a notice may have a number, and a form fields that nobody filled in', () => {
  const now = Date.now();
  const { consent, ...rest } = makeContext();
  const context = { ...rest, consent: { ...consent, version: 3 } };
  const profile = { email: 'ana@shop.example', phone: '', name: null };
  const event = { ...makeEvent({ type: 'sign_up' }), profile };
  const checked = checkEvent(event, [checkContext(context)], { sentAt: now, receivedAt: now });
  expect(checked).toMatchObject({
    ok: true,
    event: { profile: { email: 'ana@shop.example' } },
    context: { consent: { version: '3' } },
  });
  if (checked.ok) expect(Object.keys(checked.event.profile ?? {})).toEqual(['email']);
});

test('ids are never cut: another id would be another thing', () => {
  const now = Date.now();
  const items = [{ item_id: 'x'.repeat(129) }];
  const checked = checkEvent(makeEvent({ items }), [checkContext(makeContext())], {
    sentAt: now,
    receivedAt: now,
  });
  expect(checked).toMatchObject({ ok: false, rejection: { path: 'items.0.item_id' } });
});
