import { expect, test } from 'vitest';
import { createThrottle } from '../../../collector/src/console/access/throttle.ts';

function throttleAt(start: number) {
  let now = start;
  const throttle = createThrottle({ clock: () => now, max: 3, windowMs: 1_000 });
  return { throttle, advance: (ms: number) => (now += ms) };
}

test('lets the allowed attempts pass and says how long to wait for the next', () => {
  const { throttle, advance } = throttleAt(5_000);
  for (let attempt = 0; attempt < 3; attempt += 1) {
    expect(throttle.attempt(['ana'])).toBe(0);
    advance(100);
  }
  expect(throttle.attempt(['ana'])).toBe(700);
});

test('lets the next attempt pass when the oldest has left the window', () => {
  const { throttle, advance } = throttleAt(5_000);
  for (let attempt = 0; attempt < 3; attempt += 1) throttle.attempt(['ana']);
  advance(999);
  expect(throttle.attempt(['ana'])).toBe(1);
  advance(1);
  expect(throttle.attempt(['ana'])).toBe(0);
});

test('counts each name for itself', () => {
  const { throttle } = throttleAt(0);
  for (let attempt = 0; attempt < 3; attempt += 1) throttle.attempt(['ana']);
  expect(throttle.attempt(['luis'])).toBe(0);
});

test('an attempt that has to wait does not count', () => {
  const { throttle, advance } = throttleAt(0);
  for (let attempt = 0; attempt < 9; attempt += 1) throttle.attempt(['ana']);
  advance(1_000);
  expect(throttle.attempt(['ana'])).toBe(0);
});

test('forgets the attempts of who got in', () => {
  const { throttle } = throttleAt(0);
  for (let attempt = 0; attempt < 3; attempt += 1) throttle.attempt(['ana']);
  throttle.forgive(['ana']);
  expect(throttle.attempt(['ana'])).toBe(0);
});
