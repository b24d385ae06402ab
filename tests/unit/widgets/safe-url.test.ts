import { describe, expect, it } from 'vitest';
import { safeUrl } from '../../../widgets/src/internal/safe-url.ts';

const BASE = 'https://shop.test/goods/cup';

describe('safeUrl', () => {
  it.each([
    ['https://cdn.test/a.png', 'https://cdn.test/a.png'],
    ['HTTP://cdn.test/a.png', 'http://cdn.test/a.png'],
    ['/pictures/a b.png', 'https://shop.test/pictures/a%20b.png'],
    ['/', 'https://shop.test/'],
  ])('lets %s through as a full address', (value, expected) => {
    expect(safeUrl(value, BASE)).toBe(expected);
  });

  it.each([
    'javascript:alert(1)',
    'JAVASCRIPT:alert(1)',
    ' javascript:alert(1)',
    'java\nscript:alert(1)',
    'data:text/html,x',
    'vbscript:x',
    'blob:https://shop.test/1',
    '//evil.test/',
    '/\\evil.test/',
    'goods/pot',
    'https://',
    '',
    null,
    undefined,
    7,
    {},
  ])('stops %j', (value) => {
    expect(safeUrl(value, BASE)).toBeUndefined();
  });
});
