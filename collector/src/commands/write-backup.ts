import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import * as z from 'zod';
import type { Clock } from '../lib/clock.ts';
import { makeFolder } from '../lib/make-folder.ts';
import { type Call, CommandError, type Report } from './call.ts';
import { type Manifest, MANIFEST_FILE } from './manifest.ts';

const overview = z.object({
  id: z.string(),
  schemaVersion: z.number(),
  tables: z.array(z.object({ name: z.string(), rows: z.number(), slices: z.number() })),
});

interface BackupOptions {
  readonly call: Call;
  /** Made by this; must not exist yet. */
  readonly folder: string;
  readonly clock: Clock;
  readonly report: Report;
}

/**
 * Copies every table, as it was at one moment, into files of gzipped JSON lines and a manifest.
 * @throws {CommandError} when the folder exists or the collector refuses.
 */
export async function writeBackup({
  call,
  folder,
  clock,
  report,
}: BackupOptions): Promise<Manifest> {
  const begun = await call('/operate/backups', { method: 'POST' });
  const { id, schemaVersion, tables } = overview.parse(await begun.json());
  const createdAt = new Date(clock()).toISOString();
  try {
    await makeNew(folder);
    const written: Manifest['tables'] = [];
    for (const { name, rows, slices } of tables) {
      report(`${name}: ${rows} rows`);
      const files: Manifest['tables'][number]['files'] = [];
      for (let slice = 0; slice < slices; slice += 1) {
        const answer = await call(`/operate/backups/${id}/${name}/${slice}`);
        files.push(await save(folder, `${name}.${slice + 1}.jsonl.gz`, answer));
        if (slices > 1) report(`${name}: ${slice + 1} of ${slices} files`);
      }
      written.push({ name, rows, files });
    }
    return await writeManifest(folder, { schemaVersion, createdAt, tables: written });
  } finally {
    // what stays behind goes with the next backup
    await call(`/operate/backups/${id}`, { method: 'DELETE' }).catch(() => undefined);
  }
}

async function writeManifest(folder: string, rest: Omit<Manifest, 'format'>): Promise<Manifest> {
  const content: Manifest = { format: 'tendero-backup-1', ...rest };
  await writeNew(join(folder, MANIFEST_FILE), `${JSON.stringify(content, null, 2)}\n`);
  return content;
}

/** It will hold what is known of people. */
async function makeNew(folder: string): Promise<void> {
  try {
    makeFolder(dirname(folder));
    await mkdir(folder, { mode: 0o700 });
  } catch (cause) {
    throw new CommandError(
      `The folder ${folder} could not be made: it has to be new, in a place where this user may write.`,
      { cause },
    );
  }
}

async function save(
  folder: string,
  name: string,
  answer: Response,
): Promise<{ name: string; sha256: string }> {
  const bytes = new Uint8Array(await answer.arrayBuffer());
  await writeNew(join(folder, name), bytes);
  return { name, sha256: createHash('sha256').update(bytes).digest('hex') };
}

function writeNew(path: string, content: string | Uint8Array): Promise<void> {
  return writeFile(path, content, { mode: 0o600, flag: 'wx', flush: true });
}
