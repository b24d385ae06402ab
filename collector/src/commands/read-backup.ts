import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { type Call, CommandError, type Report } from './call.ts';
import { type Manifest, manifest, MANIFEST_FILE } from './manifest.ts';

const restored = z.object({
  tables: z.array(z.object({ name: z.string(), rows: z.number() })),
});

interface RestoreOptions {
  readonly call: Call;
  readonly folder: string;
  readonly report: Report;
}

/**
 * Puts a backup into an empty database. Every file is checked against the manifest before the first row goes in, and
 * the rows of each table are counted afterwards.
 * @throws {CommandError} when the backup is incomplete or damaged, or the collector refuses.
 */
export async function readBackup({ call, folder, report }: RestoreOptions): Promise<Manifest> {
  const { schemaVersion, tables, ...rest } = await readManifest(folder);
  report('checking the files');
  for (const file of tables.flatMap((table) => table.files)) await readChecked(folder, file);
  const names = tables.map((table) => table.name);
  await call('/operate/restores', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ schemaVersion, tables: names }),
  });
  for (const { name, rows, files } of tables) {
    report(`${name}: ${rows} rows`);
    for (const [index, file] of files.entries()) {
      const body = await readChecked(folder, file);
      await call(`/operate/restores/${name}`, { method: 'PUT', body });
      if (files.length > 1) report(`${name}: ${index + 1} of ${files.length} files`);
    }
  }
  const finished = await call('/operate/restores/finish', { method: 'POST' });
  assertCounts(tables, restored.parse(await finished.json()).tables);
  return { schemaVersion, tables, ...rest };
}

async function readManifest(folder: string): Promise<Manifest> {
  try {
    return manifest.parse(JSON.parse(await readFile(join(folder, MANIFEST_FILE), 'utf8')));
  } catch (cause) {
    throw new CommandError(
      `The folder ${folder} is no finished backup: its ${MANIFEST_FILE} is missing or unreadable.`,
      { cause },
    );
  }
}

async function readChecked(
  folder: string,
  { name, sha256 }: { name: string; sha256: string },
): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = await readFile(join(folder, name)).catch((cause: unknown) => {
    throw new CommandError(`The backup lacks its file ${name}.`, { cause });
  });
  if (createHash('sha256').update(bytes).digest('hex') === sha256) return new Uint8Array(bytes);
  throw new CommandError(`The file ${name} is not as it was written: the backup is damaged.`);
}

function assertCounts(
  expected: Manifest['tables'],
  found: z.output<typeof restored>['tables'],
): void {
  const rows = new Map(found.map((table) => [table.name, table.rows]));
  const wrong = expected.filter((table) => rows.get(table.name) !== table.rows);
  if (wrong.length === 0) return;
  const lines = wrong.map(
    ({ name, rows: wanted }) => `${name}: expected ${wanted}, got ${rows.get(name) ?? 0}`,
  );
  throw new CommandError(`Not all rows arrived. ${lines.join('; ')}`);
}
