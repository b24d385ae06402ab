import * as z from 'zod';

/** What a backup folder holds; written last, so a folder without it is no backup. */
export const MANIFEST_FILE = 'manifest.json';

export const manifest = z.strictObject({
  format: z.literal('tendero-backup-1'),
  /** Number of the newest migration. */
  schemaVersion: z.number().int(),
  createdAt: z.iso.datetime(),
  tables: z.array(
    z.strictObject({
      name: z.string().regex(/^\w+$/),
      rows: z.number().int(),
      /** Gzipped JSON lines, to be inserted in any order. */
      files: z.array(
        z.strictObject({
          name: z.string().regex(/^\w+\.\d+\.jsonl\.gz$/),
          sha256: z.string(),
        }),
      ),
    }),
  ),
});

export type Manifest = z.output<typeof manifest>;
