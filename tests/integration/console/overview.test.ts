import { afterAll, beforeAll, expect, test } from 'vitest';
import { fillShop } from './fill-shop.ts';
import { figure, openPages, type TestPages, textOf } from './open-pages.ts';

let pages: TestPages;
beforeAll(async () => {
  pages = await openPages(({ database }) => fillShop(database));
});
afterAll(() => pages.close());

test('the overview counts who may be measured today, and leaves out withdrawn, team and other shops', async () => {
  const page = await pages.see('');
  expect(figure(page, 'Visitors')).toBe('2');
  expect(figure(page, 'Page views')).toBe('2');
  expect(figure(page, 'Visitors who bought')).toBe('50%');
  expect(page).toContain('since 00:00, Europe/Madrid time');
});

test('only the books of the shop’s server count for money, to the cent, never summed across currencies', async () => {
  const page = await pages.see('');
  expect(figure(page, 'Orders')).toBe('3');
  expect(figure(page, 'Sold in EUR')).toBe('€30.30');
  expect(figure(page, 'Sold in GBP')).toBe('£9.00');
  expect(textOf(page)).toContain(
    '1 purchase seen in browsers without an order from your shop’s server: €77.00',
  );
});

test('the team counts when it is asked for', async () => {
  const page = await pages.see('?team=1');
  expect(figure(page, 'Visitors')).toBe('3');
  expect(figure(page, 'Sold in EUR')).toBe('€530.30');
});

test('the overview of the other shop has only its own', async () => {
  const page = await pages.see('?site=other');
  expect(figure(page, 'Sold in EUR')).toBe('€900.00');
  expect(page).not.toContain('Teapot');
});

test('an empty day leads to the last day with something to see', async () => {
  const page = await pages.see('?site=other&day=2026-10-02');
  expect(page).toContain('No events on this day yet');
  const past = await pages.see('?day=2026-10-01');
  expect(past).toContain('The last day with something to see is 27 September 2026.');
});

test('shows what was looked at, what was bought and what people allow', async () => {
  const text = textOf(await pages.see(''));
  expect(text).toContain('Teapot &lt;script&gt;alert(1)&lt;/script&gt; 1');
  expect(text).toContain('Cup 5');
  expect(text).not.toContain('post 1');
  expect(text).toContain('Of 3 people who decided');
  expect(text).toMatch(/Measuring 66\.7%/);
});

test('an unknown shop is not found', async () => {
  const answer = await pages.request('/console?site=nosuch', { headers: { Cookie: pages.cookie } });
  expect(answer.status).toBe(404);
});

test.each(['/charts/hours.svg', '/charts/days.svg'])(
  'draws %j as an image that can run and load nothing',
  async (path) => {
    const answer = await pages.request(`/console${path}?show=revenue&currency=GBP`, {
      headers: { Cookie: pages.cookie },
    });
    expect(answer.headers.get('Content-Type')).toBe('image/svg+xml; charset=utf-8');
    expect(answer.headers.get('Content-Security-Policy')).toContain("default-src 'none'");
    expect(await answer.text()).toMatch(/^<svg /);
  },
);
