import { expect, test } from 'vitest';
import { createClientReader } from '../../../collector/src/ingest/visit-client.ts';

const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';

test.each([
  [FIREFOX, { isBot: false, family: '', browser: 'Firefox', os: 'Linux', device: 'desktop' }],
  ['', { isBot: true, family: 'no user agent' }],
  ['Mozilla/5.0 (compatible; Googlebot/2.1)', { isBot: true, family: 'Googlebot' }],
  [`Mozilla/5.0 (${'x'.repeat(900)}) bot`, { isBot: true, family: 'bot' }],
  [`${'y'.repeat(900)}bot`, { isBot: true, family: 'y'.repeat(40) }],
])('reads %s', (userAgent, expected) => {
  expect(createClientReader()(userAgent)).toMatchObject(expected);
});

test('of a user agent without end only the start counts', () => {
  const read = createClientReader();
  const start = `${FIREFOX} ${'x'.repeat(1_000)}`;
  // the very same answer: what is kept of it does not grow with it either
  expect(read(`${start} Googlebot`)).toBe(read(`${start}${'y'.repeat(14_000)}`));
  expect(read(start)).toMatchObject({ isBot: false, browser: 'Firefox' });
});
