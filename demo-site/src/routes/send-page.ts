import type { Context } from 'hono';
import { html } from 'hono/html';

type Status = 200 | 400 | 404;

/** Answers a page; without its doctype browsers would lay it out as in 1998. */
export function sendPage(
  c: Context,
  page: string | Promise<string>,
  status: Status = 200,
): Response | Promise<Response> {
  return c.html(html`<!doctype html>${page}`, status);
}
