import type { Context } from 'hono';
import { RequestProblem } from '../../lib/problem.ts';
import { formCookie } from './cookies.ts';
import type { FormTokens } from './form-token.ts';

/** Far more than any form of the console holds. */
const MAX_FORM_BYTES = 8_192;

/**
 * Reads a form that this console itself gave to this browser.
 * @throws {RequestProblem} 403 `no_fetch_metadata`, `foreign_form` or `stale_form`, 413, or 415 for anything but
 * an urlencoded body, which a foreign page could send as text/plain.
 */
export async function readForm(c: Context, tokens: FormTokens): Promise<URLSearchParams> {
  const from = c.req.header('Sec-Fetch-Site');
  if (from === undefined) throw refused('no_fetch_metadata', 'no Sec-Fetch-Site header');
  if (from !== 'same-origin') throw refused('foreign_form', `Sec-Fetch-Site: ${from}`);
  const type = c.req.header('Content-Type') ?? '';
  if (!/^application\/x-www-form-urlencoded(?:;|$)/i.test(type)) throw wrongType(type);
  const form = new URLSearchParams(await readText(c));
  if (!tokens.fits(formCookie(c), form.get('token') ?? '')) throw refused('stale_form', 'no token');
  return form;
}

async function readText(c: Context): Promise<string> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of c.req.raw.body ?? []) {
    length += chunk.length;
    if (length > MAX_FORM_BYTES) throw tooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function refused(code: string, got: string): RequestProblem {
  return new RequestProblem({
    status: 403,
    code,
    detail: 'The form was not accepted.',
    expected: 'a form of this console, sent by the browser that asked for it',
    got,
  });
}

function wrongType(got: string): RequestProblem {
  return new RequestProblem({
    status: 415,
    code: 'wrong_form_type',
    detail: 'Forms are urlencoded.',
    expected: 'application/x-www-form-urlencoded',
    got,
  });
}

function tooLarge(): RequestProblem {
  return new RequestProblem({ status: 413, code: 'too_large', detail: 'The form is too large.' });
}
