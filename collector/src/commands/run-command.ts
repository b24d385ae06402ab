import { ConfigError } from '../config.ts';
import { explainStartFailure } from '../operate/explain-start-failure.ts';
import { CommandError, type Report } from './call.ts';

/** Progress on a terminal replaces its line; elsewhere each is a line of its own. */
export const report: Report = (line) => {
  process.stderr.write(process.stderr.isTTY ? `\r\u001b[K${line}` : `${line}\n`);
};

/** Runs a command: a failure is one sentence and exit code 1. */
export async function runCommand(work: () => Promise<string>): Promise<void> {
  try {
    const result = await work();
    if (process.stderr.isTTY) process.stderr.write('\r\u001b[K');
    process.stdout.write(`${result}\n`);
  } catch (error) {
    const isExplained = error instanceof CommandError || error instanceof ConfigError;
    process.stderr.write(`\n${isExplained ? error.message : explainStartFailure(error)}\n`);
    process.exitCode = 1;
  }
}
