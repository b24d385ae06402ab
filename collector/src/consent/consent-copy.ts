import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Block, encodeBlock } from '../journal/block.ts';
import { composeBlock } from '../journal/compose-block.ts';
import { syncDirectory, type Disk } from '../journal/disk.ts';
import type { JournalLine } from '../journal/journal.ts';
import type { Segment } from '../journal/read-segment.ts';
import { createInTurn } from '../lib/turns.ts';
import type { KeptStanding } from './consent-store.ts';
import { stateRow, subjectRow, type ChainHead } from './ledger.ts';

/** All that this collector knows of consent at one moment. */
export interface ConsentSnapshot {
  readonly standings: Iterable<KeptStanding>;
  readonly collectorId: string;
  readonly head: ChainHead;
}

/**
 * The consent that the database holds, beside the journal and in its form: with both, a collector starts while its
 * database server is away. Where it can't be written it goes, which makes room on a full disk: the journal must not wait
 * for it, and a start must not find one that lacks a withdrawal. It is written anew when something is kept next.
 */
export interface ConsentCopy {
  readonly path: string;
  /** Adds what the database has just taken, durably, and starts anew from `snapshot` when the file has grown. */
  keep(taken: Segment, snapshot: () => ConsentSnapshot): Promise<void>;
  /** Adds in the same way what other collectors were told. */
  add(standings: readonly KeptStanding[], snapshot: () => ConsentSnapshot): Promise<void>;
  /** Replaces all of it. */
  rewrite(snapshot: () => ConsentSnapshot): Promise<void>;
}

/** Visitors in one block, which others wait for. */
const BLOCK_VISITORS = 1_000;
/** Below this a copy is never worth rewriting. */
const LEAST_BYTES = 64 * 1024 * 1024;
const GROWTH = 4;
const FILE_NAME = 'consent.copy';

interface CopyOptions {
  readonly disk: Disk;
  readonly directory: string;
  /** Told why the copy had to go. */
  readonly onGone: (error: unknown) => void;
}

/** The copy of a data folder; there is none before the first `rewrite`. */
export function createConsentCopy({ disk, directory, onGone }: CopyOptions): ConsentCopy {
  const path = join(directory, FILE_NAME);
  // the drain keeps what was taken while others are heard
  const inTurn = createInTurn(1);
  let isGone = !existsSync(path);
  let bytes = 0;
  let rewriteAt = LEAST_BYTES;

  async function writeAnew(snapshot: ConsentSnapshot): Promise<void> {
    const file = await disk.open(`${path}.new`, 'w', 0o600);
    try {
      bytes = 0;
      for (const lines of allBlocks(snapshot)) {
        const block = encodeBlock(composeBlock(lines, []));
        await file.writeFile(block);
        bytes += block.length;
      }
      await file.sync();
    } finally {
      await file.close();
    }
    await disk.rename(`${path}.new`, path);
    await syncDirectory(disk, directory);
    rewriteAt = Math.max(LEAST_BYTES, GROWTH * bytes);
    isGone = false;
  }

  /** Rejects when the copy could not even be removed. */
  async function orGone(work: Promise<void>): Promise<void> {
    try {
      await work;
    } catch (error) {
      onGone(error);
      isGone = true;
      await disk.rm(`${path}.new`, { force: true });
      await disk.rm(path, { force: true });
      // before the segment goes that it lacks
      await syncDirectory(disk, directory);
    }
  }

  const rewrite = (snapshot: () => ConsentSnapshot) => orGone(writeAnew(snapshot()));

  async function append(block: Block, snapshot: () => ConsentSnapshot): Promise<void> {
    const encoded = encodeBlock(block);
    await orGone(disk.appendFile(path, encoded, { mode: 0o600, flush: true }));
    bytes += encoded.length;
    if (!isGone && bytes > rewriteAt) await rewrite(snapshot);
  }

  return {
    path,
    rewrite: (snapshot) => inTurn(() => rewrite(snapshot)),
    keep: ({ tables }, snapshot) =>
      inTurn(async () => {
        if (isGone) return rewrite(snapshot);
        const sections = tables
          .filter(({ table }) => table.startsWith('consent_'))
          .map(({ table, rows, sections: own }) => ({ table, rows, bytes: Buffer.concat(own) }));
        if (sections.length > 0) await append({ sections, days: [] }, snapshot);
      }),
    add: (standings, snapshot) =>
      inTurn(async () => {
        for (const lines of toBlocks(standings)) {
          // a copy that is gone is written anew from everything
          if (isGone) return;
          await append(composeBlock(lines, []), snapshot);
        }
      }),
  };
}

function* allBlocks({ standings, collectorId, head }: ConsentSnapshot): Generator<JournalLine[]> {
  const json = JSON.stringify({ collector_id: collectorId, ...head });
  yield [{ table: 'consent_ledger', json }];
  yield* toBlocks(standings);
}

function* toBlocks(standings: Iterable<KeptStanding>): Generator<JournalLine[]> {
  let lines: JournalLine[] = [];
  for (const kept of standings) {
    lines.push(...toLines(kept));
    if (lines.length < 2 * BLOCK_VISITORS) continue;
    yield lines;
    lines = [];
  }
  if (lines.length > 0) yield lines;
}

function toLines(kept: KeptStanding): JournalLine[] {
  return [
    { table: 'consent_subjects', json: JSON.stringify(subjectRow(kept)) },
    { table: 'consent_states', json: JSON.stringify(stateRow(kept)) },
  ];
}
