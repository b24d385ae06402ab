import { afterAll, beforeAll, expect, test } from 'vitest';
import { fillShop } from './fill-shop.ts';
import { openPages, type TestPages, textOf } from './open-pages.ts';

let pages: TestPages;
beforeAll(async () => {
  pages = await openPages(({ database }) => fillShop(database));
});
afterAll(() => pages.close());

test('finds what is bought together more often than by chance', async () => {
  const text = textOf(await pages.see('/together'));
  expect(text).toMatch(/Teapot .* Cup 4 100% 1\.4 times/);
  expect(text).not.toContain('post');
});
