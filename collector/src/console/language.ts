import { accepts } from 'hono/accepts';
import { getCookie, setCookie } from 'hono/cookie';
import { createMiddleware } from 'hono/factory';
import { en, type Words } from './words/en.ts';
import { es } from './words/es.ts';

export type Language = 'en' | 'es';

/** What every console route finds in its context. */
export interface LanguageEnv {
  Variables: { language: Language };
}

const COOKIE = 'tendero_console_language';
const YEAR_S = 31_536_000;

/** Chooses the language: `?lang=`, which is then remembered, else the cookie, else what the browser prefers. */
export const language = createMiddleware<LanguageEnv>(async (c, next) => {
  const asked = c.req.query('lang');
  if (isLanguage(asked)) {
    setCookie(c, COOKIE, asked, { path: '/console', sameSite: 'Strict', maxAge: YEAR_S });
  }
  const preferred = accepts(c, {
    header: 'Accept-Language',
    supports: ['en', 'es'],
    default: 'en',
    match: (accepted) =>
      accepted
        .toSorted((one, other) => other.q - one.q)
        .map(({ type }) => type.slice(0, 2).toLowerCase())
        .find((type) => isLanguage(type)) ?? 'en',
  });
  c.set('language', [asked, getCookie(c, COOKIE), preferred].find(isLanguage) ?? 'en');
  await next();
});

/** The words of a language. */
export function wordsOf(chosen: Language): Words {
  return chosen === 'es' ? es : en;
}

/** The language that the console offers to switch to. */
export function otherLanguage(chosen: Language): Language {
  return chosen === 'es' ? 'en' : 'es';
}

function isLanguage(value: string | undefined): value is Language {
  return value === 'en' || value === 'es';
}
