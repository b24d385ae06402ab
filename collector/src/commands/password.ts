import { randomBytes } from 'node:crypto';
import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { hashPassword } from '../console/password.ts';
import { CommandError } from './call.ts';
import { runCommand } from './run-command.ts';

const LEAST_CHARACTERS = 12;

// npm run password: asks on a terminal, else takes the first line of its input; an empty one has a password made.
// The line for the config goes to the output and nothing else does, the password made goes to where people look.
await runCommand(async () => {
  const typed = await readLine();
  if (typed !== '' && typed.length < LEAST_CHARACTERS) {
    throw new CommandError(
      `That password is too short: use at least ${LEAST_CHARACTERS} characters.`,
    );
  }
  const password = typed === '' ? randomBytes(18).toString('base64url') : typed;
  if (typed === '') process.stderr.write(`The password is ${password}\n`);
  return hashPassword(password);
});

/** One line of the input; what is typed on a terminal is not shown. */
async function readLine(): Promise<string> {
  const { isTTY } = process.stdin;
  if (isTTY) process.stderr.write('Password (nothing makes one): ');
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({ input: process.stdin, output: nowhere, terminal: isTTY });
  try {
    return await firstLine(lines);
  } finally {
    lines.close();
    if (isTTY) process.stderr.write('\n');
  }
}

async function firstLine(lines: AsyncIterable<string>): Promise<string> {
  for await (const line of lines) return line;
  return '';
}
