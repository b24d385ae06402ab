import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { verifyPassword } from '../../../collector/src/console/password.ts';

const ROOT = join(import.meta.dirname, '../../..');

/** Runs `npm run password` with this on its input. */
async function run(input: string) {
  const child = spawn('npm', ['run', '--silent', 'password'], { cwd: ROOT });
  child.stdin.end(input);
  const [out, errors, code] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    new Promise<number | null>((done) => child.once('close', done)),
  ]);
  return { out, errors, code };
}

test('prints the line for the config and nothing else, and never the password', async () => {
  const password = 'una contraseña larga';
  const { out, errors, code } = await run(`${password}\nsecond line\n`);
  expect(code).toBe(0);
  expect(out).toMatch(/^scrypt:[\w-]+:[\w-]+\n$/);
  expect(await verifyPassword(password, out.trim())).toBe(true);
  expect(out + errors).not.toContain(password);
});

test('makes a password when none is given, and shows it beside the line', async () => {
  const { out, errors } = await run('');
  const password = /The password is (\S{24})/.exec(errors)?.[1] ?? '';
  expect(await verifyPassword(password, out.trim())).toBe(true);
  expect(out).not.toContain(password);
});

test('refuses a short one with a sentence', async () => {
  const { out, errors, code } = await run('short\n');
  expect(code).toBe(1);
  expect(out).toBe('');
  expect(errors).toMatch(/at least 12 characters/);
  expect(errors).not.toMatch(/ {4}at /);
});
