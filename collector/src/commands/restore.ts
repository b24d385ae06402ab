import { resolve } from 'node:path';
import { CommandError } from './call.ts';
import { readBackup } from './read-backup.ts';
import { report, runCommand } from './run-command.ts';
import { withCollector } from './with-collector.ts';

// npm run restore -- FOLDER
await runCommand(async () => {
  const [, , path] = process.argv;
  if (path === undefined) throw new CommandError('Name the backup: npm run restore -- FOLDER');
  const folder = resolve(path);
  return withCollector({
    env: process.env,
    async work(call, isRunning) {
      await readBackup({ call, folder, report });
      const next = 'Restart the collector, so that it learns what was restored.';
      return isRunning ? `Everything is back. ${next}` : 'Everything is back.';
    },
  });
});
