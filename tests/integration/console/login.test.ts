import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  cookieOf,
  openConsole,
  openLogin,
  PASSWORD,
  sendForm,
  type TestConsole,
  tokenOf,
} from './open-console.ts';
import { NOW } from './shop-rows.ts';

let opened: TestConsole;
beforeAll(async () => {
  opened = await openConsole();
});
afterAll(() => opened.close());

const html = { headers: { Accept: 'text/html' } };
const login = (
  changes: { fields?: Record<string, string>; headers?: Record<string, string> } = {},
) =>
  openLogin(opened).then(({ cookie, token }) =>
    sendForm(opened, '/console/login', {
      cookie,
      fields: { token, name: 'ana', password: PASSWORD, ...changes.fields },
      ...(changes.headers && { headers: changes.headers }),
    }),
  );

test.each(['', '/live', '/live/stream', '/segments', '/people/x', '/charts/days.svg', '/nosuch'])(
  'leads a stranger who asks for %j to the login and shows nothing',
  async (path) => {
    const answer = await opened.request(`/console${path}`);
    expect(answer.status).toBe(303);
    expect(answer.headers.get('Location')).toBe('/console/login');
    expect(await answer.text()).toBe('');
  },
);

test('brings who logs in to the page they asked for', async () => {
  const asked = await opened.request('/console/segments?site=other', html);
  const form = await opened.request(asked.headers.get('Location') ?? '');
  const fields = { token: tokenOf(await form.text()), name: 'ana', password: PASSWORD };
  const answer = await sendForm(opened, '/console/login', {
    cookie: cookieOf(form),
    fields: { ...fields, to: '/console/segments?site=other' },
  });
  expect(answer.headers.get('Location')).toBe('/console/segments?site=other');
});

test.each([
  'https://evil.example/',
  '//evil.example',
  '/console.evil.example',
  '/v1/site',
  '/\\evil',
])('sends nobody to %j after the login', async (to) => {
  expect((await login({ fields: { to } })).headers.get('Location')).toBe('/console');
});

test('sets a session cookie that scripts and other sites cannot use', async () => {
  const plain = await login();
  const session = plain.headers.getSetCookie().find((line) => line.startsWith('tendero_console='));
  expect(session).toMatch(/HttpOnly/);
  expect(session).toMatch(/SameSite=Strict/);
  expect(session).toMatch(/Path=\/console/);
  expect(session).not.toMatch(/Secure/);
  const overHttps = await login({ headers: { 'X-Forwarded-Proto': 'https' } });
  expect(overHttps.headers.getSetCookie().join()).toMatch(/tendero_console=[^;]+;.*Secure/);
});

test.each([
  ['a wrong password', { password: 'pan' }],
  ['an unknown name', { name: 'eva' }],
  ['no password', { password: '' }],
])('does not let in %s, and says so without telling which was wrong', async (_what, fields) => {
  const answer = await login({ fields });
  expect(answer.status).toBe(401);
  expect(await answer.text()).toContain('Name and password do not fit together.');
  expect(cookieOf(answer)).toBe('');
});

test.each([
  ['from another site', { 'Sec-Fetch-Site': 'cross-site' }, 403],
  ['from a sibling domain', { 'Sec-Fetch-Site': 'same-site' }, 403],
  ['typed into the address bar', { 'Sec-Fetch-Site': 'none' }, 403],
  ['as text/plain', { 'Content-Type': 'text/plain' }, 415],
  ['as JSON', { 'Content-Type': 'application/json' }, 415],
  ['as multipart', { 'Content-Type': 'multipart/form-data; boundary=x' }, 415],
])('refuses a form %s', async (_how, headers, status) => {
  const answer = await login({ headers });
  expect(answer.status).toBe(status);
  expect(cookieOf(answer)).toBe('');
});

test.each([
  ['no token', ''],
  ['a made-up token', 'x'.repeat(43)],
])('refuses a form with %s', async (_what, token) => {
  expect((await login({ fields: { token } })).status).toBe(403);
});

test('refuses a token that belongs to another browser', async () => {
  const [mine, other] = [await openLogin(opened), await openLogin(opened)];
  const fields = { token: other.token, name: 'ana', password: PASSWORD };
  const answer = await sendForm(opened, '/console/login', { cookie: mine.cookie, fields });
  expect(answer.status).toBe(403);
});

test('says what to do when the browser does not say where a form came from', async () => {
  const { cookie, token } = await openLogin(opened);
  const answer = await opened.request('/console/login', {
    method: 'POST',
    body: new URLSearchParams({ token }).toString(),
    headers: { Cookie: cookie, 'Content-Type': 'application/x-www-form-urlencoded' },
  });
  expect(answer.status).toBe(403);
  expect(await answer.text()).toContain('through https, or through localhost');
});

test('logs out for good, and only with a token', async () => {
  const cookie = await opened.logIn();
  const page = await opened.request('/console/segments', { headers: { Cookie: cookie } });
  const token = tokenOf(await page.text());
  const without = await sendForm(opened, '/console/logout', { cookie, fields: {} });
  expect(without.status).toBe(403);
  expect((await sendForm(opened, '/console/logout', { cookie, fields: { token } })).status).toBe(
    303,
  );
  const after = await opened.request('/console/segments', { headers: { Cookie: cookie } });
  expect(after.headers.get('Location')).toBe('/console/login');
});

test('ends a session after twelve hours', async () => {
  const cookie = await opened.logIn();
  opened.setTime(NOW + 12 * 3_600_000);
  const answer = await opened.request('/console/segments', { headers: { Cookie: cookie } });
  expect(answer.status).toBe(303);
  opened.setTime(NOW);
});

test('slows guesses at one name down, also with the right password, and says how long', async () => {
  opened.setTime(NOW + 86_400_000);
  for (let guess = 0; guess < 6; guess += 1) {
    expect((await login({ fields: { name: 'luis', password: `guess ${guess}` } })).status).toBe(
      401,
    );
  }
  const answer = await login({ fields: { name: 'luis' } });
  expect(answer.status).toBe(429);
  expect(answer.headers.get('Retry-After')).toBe('900');
  expect(await answer.text()).toContain('Too many attempts. Try again in 15 minutes.');
  expect((await login()).status).toBe(303);
  opened.setTime(NOW);
});

test('slows one address down whatever the names', async () => {
  opened.setTime(NOW + 2 * 86_400_000);
  for (let guess = 0; guess < 20; guess += 1) {
    expect((await login({ fields: { name: `name ${guess}`, password: 'x' } })).status).toBe(401);
  }
  expect((await login()).status).toBe(429);
  opened.setTime(NOW);
});

test.each(['/console/login', '/console/assets/console.css', '/console/assets/live.js', '/console'])(
  'keeps %j from being framed, sniffed or fed from elsewhere',
  async (path) => {
    const { headers } = await opened.request(path);
    const policy = headers.get('Content-Security-Policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toContain('unsafe');
    expect(headers.get('X-Content-Type-Options')).toBe('nosniff');
    expect(headers.get('Referrer-Policy')).toBe('no-referrer');
  },
);

test('speaks the language of the browser, or the one that was chosen', async () => {
  const spanish = { headers: { 'Accept-Language': 'es-ES,es;q=0.9,en;q=0.5' } };
  expect(await (await opened.request('/console/login', spanish)).text()).toContain('Contraseña');
  const chosen = await opened.request('/console/login?lang=en', spanish);
  expect(await chosen.clone().text()).toContain('Password');
  const headers = { ...spanish.headers, Cookie: cookieOf(chosen) };
  expect(await (await opened.request('/console/login', { headers })).text()).toContain('Password');
});
