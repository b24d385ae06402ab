import { expect, test } from 'vitest';
import { createFormTokens } from '../../../collector/src/console/access/form-token.ts';
import { createSessions, SESSION_LIFE_MS } from '../../../collector/src/console/access/sessions.ts';

function sessionsAt(start: number) {
  let now = start;
  let made = 0;
  const randomSecret = (): string => `secret-${(made += 1)}`;
  const sessions = createSessions({ clock: () => now, randomSecret });
  return { sessions, advance: (ms: number) => (now += ms) };
}

test('a session is found by its secret only, until it ends', () => {
  const { sessions, advance } = sessionsAt(1_000);
  const secret = sessions.begin('ana');
  expect(sessions.find(secret)?.user).toBe('ana');
  expect(sessions.find('secret-2')).toBeUndefined();
  expect(sessions.find('')).toBeUndefined();
  advance(SESSION_LIFE_MS - 1);
  expect(sessions.find(secret)?.user).toBe('ana');
  advance(1);
  expect(sessions.find(secret)).toBeUndefined();
});

test('a session is over after logout, and others go on', () => {
  const { sessions } = sessionsAt(0);
  const [ana, luis] = [sessions.begin('ana'), sessions.begin('luis')];
  sessions.end(ana);
  expect(sessions.find(ana)).toBeUndefined();
  expect(sessions.find(luis)?.user).toBe('luis');
});

test('a form token fits the cookie it was made for, and no other', () => {
  const tokens = createFormTokens(Buffer.alloc(32, 1));
  const others = createFormTokens(Buffer.alloc(32, 2));
  expect(tokens.fits('cookie', tokens.of('cookie'))).toBe(true);
  expect(tokens.fits('other', tokens.of('cookie'))).toBe(false);
  expect(tokens.fits('', tokens.of(''))).toBe(false);
  expect(tokens.fits('cookie', others.of('cookie'))).toBe(false);
  expect(tokens.fits('cookie', '')).toBe(false);
});
