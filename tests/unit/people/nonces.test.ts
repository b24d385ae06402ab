import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { createNonces } from '../../../collector/src/people/nonces.ts';

const MINUTE_MS = 60_000;
const binding = 'secret of the browser';
const bindingHash = createHash('sha256').update(binding).digest('hex');
const start = { siteId: 'shop', providerId: 'demo', bindingHash };

function setUp() {
  let now = 0;
  let made = 0;
  const nonces = createNonces({ clock: () => now, random: () => `nonce-${(made += 1)}` });
  const take =
    (nonce: string, changes = {}) =>
    () =>
      nonces.take({ siteId: 'shop', providerId: 'demo', nonce, binding, ...changes });
  return { nonces, take, pass: (ms: number) => void (now += ms) };
}

test('works once', () => {
  const { nonces, take } = setUp();
  const nonce = nonces.issue(start);
  expect(take(nonce)).not.toThrow();
  expect(take(nonce)).toThrow(expect.objectContaining({ code: 'unknown_nonce', status: 401 }));
});

test('works until ten minutes have passed, also when it was given back', () => {
  const { nonces, take, pass } = setUp();
  const early = nonces.issue(start);
  const late = nonces.issue(start);
  pass(10 * MINUTE_MS - 1);
  const giveBack = nonces.take({ siteId: 'shop', providerId: 'demo', nonce: late, binding });
  expect(take(early)).not.toThrow();
  nonces.issue(start);
  giveBack();
  pass(1);
  expect(take(late)).toThrow(expect.objectContaining({ code: 'unknown_nonce' }));
});

describe('belongs to one login', () => {
  test.each([
    ['site', { siteId: 'another' }, 'unknown_nonce'],
    ['provider', { providerId: 'another' }, 'unknown_nonce'],
    ['browser', { binding: 'another' }, 'foreign_binding'],
  ])('and is refused for another %s without being used up', (_, changes, code) => {
    const { nonces, take } = setUp();
    const nonce = nonces.issue(start);
    expect(take(nonce, changes)).toThrow(expect.objectContaining({ code }));
    expect(take(nonce)).not.toThrow();
  });
});

test.each([
  ['its time', (nonce: string) => nonce.replace(/\.\d+\./, '.99999999999999.')],
  ['its bits', (nonce: string) => `x${nonce}`],
  ['nothing behind it', (nonce: string) => nonce.split('.').slice(0, 2).join('.')],
  ['another word', () => 'made-up'],
])('is refused with %s changed', (_, change) => {
  const { nonces, take } = setUp();
  const changed = change(nonces.issue(start));
  expect(take(changed)).toThrow(expect.objectContaining({ code: 'unknown_nonce' }));
});

test('is good for nothing in another process', () => {
  const nonce = setUp().nonces.issue(start);
  expect(setUp().take(nonce)).toThrow(expect.objectContaining({ code: 'unknown_nonce' }));
});

test('however many are started, all of them work', () => {
  const { nonces, take } = setUp();
  const first = nonces.issue(start);
  for (let count = 0; count < 110_000; count += 1) nonces.issue(start);
  expect(take(first)).not.toThrow();
  expect(take(nonces.issue(start))).not.toThrow();
});
