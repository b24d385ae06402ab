import type { Context } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { SESSION_LIFE_MS } from './sessions.ts';

const SESSION = 'tendero_console';
/** Only ties the login form to the browser that asked for it. */
const BEFORE_LOGIN = 'tendero_console_form';
const PATH = '/console';

/** Keeps the cookies of the console; `isHttps` makes them `Secure`. */
export function setSessionCookie(c: Context, secret: string, isHttps: boolean): void {
  deleteCookie(c, BEFORE_LOGIN, { path: PATH });
  setCookie(c, SESSION, secret, { ...attributes(isHttps), maxAge: SESSION_LIFE_MS / 1_000 });
}

export function sessionCookie(c: Context): string {
  return getCookie(c, SESSION) ?? '';
}

export function clearSessionCookie(c: Context): void {
  deleteCookie(c, SESSION, { path: PATH });
}

export function setFormCookie(c: Context, secret: string, isHttps: boolean): void {
  setCookie(c, BEFORE_LOGIN, secret, attributes(isHttps));
}

/** The cookie that the forms of this browser are tied to: the session's, or before login the form's own. */
export function formCookie(c: Context): string {
  return sessionCookie(c) || (getCookie(c, BEFORE_LOGIN) ?? '');
}

function attributes(secure: boolean) {
  return { path: PATH, httpOnly: true, sameSite: 'Strict', secure } as const;
}
