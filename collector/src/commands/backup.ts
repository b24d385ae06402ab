import { resolve } from 'node:path';
import { report, runCommand } from './run-command.ts';
import { withCollector } from './with-collector.ts';
import { writeBackup } from './write-backup.ts';

// npm run backup [-- FOLDER]
await runCommand(async () => {
  const stamp = new Date().toISOString().slice(0, 19).replaceAll(':', '-');
  const folder = resolve(process.argv[2] ?? `.data/backups/${stamp}`);
  const { tables } = await withCollector({
    env: process.env,
    work: (call) => writeBackup({ call, folder, clock: Date.now, report }),
  });
  const rows = tables.reduce((sum, table) => sum + table.rows, 0);
  return `${rows} rows are in ${folder}. They are about people: keep them as safe as the database.`;
});
