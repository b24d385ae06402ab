import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Logger } from 'pino';
import type { ReadLane } from '../clickhouse/database.ts';
import type { Disk } from '../journal/disk.ts';
import type { OpenJournal } from '../journal/open-journal.ts';
import { createRereader, readSegment, type Segment } from '../journal/read-segment.ts';
import { createConsentCopy, type ConsentSnapshot } from './consent-copy.ts';
import {
  createConsentStore,
  fillConsentStore,
  type ConsentStore,
  type KeptStanding,
} from './consent-store.ts';
import { type ChainHead, createLedger, loadChainHead, NO_CHAIN, type Ledger } from './ledger.ts';
import { recoverConsent, recoverSegment, type Recovering } from './recover.ts';

interface ConsentParts {
  readonly dataDir: string;
  readonly disk: Disk;
  readonly logger: Logger;
  readonly journal: Pick<OpenJournal, 'sealed'>;
  /** Whether the database is a server, which may be away at the next start. */
  readonly isRemote: boolean;
}

/** What is known of consent at a start. */
export interface OpenConsent {
  readonly store: ConsentStore;
  /** Whether it is complete without the database. */
  readonly isCopied: boolean;
  /** Adds what the database knows; to the copy too, where a start went on without. */
  fill(lane: ReadLane): Promise<void>;
  /** Continues this collector's chain where it ends, by all that is known now. */
  openLedger(): Promise<Ledger>;
  /** For what the database has taken and the journal is about to forget. */
  keep(taken: Segment): Promise<void>;
  /** For what other collectors were told, which is in no journal here. */
  keepHeard(standings: readonly KeptStanding[]): Promise<void>;
}

/** Reads the consent that this data folder knows by itself. */
export async function openConsent(parts: ConsentParts): Promise<OpenConsent> {
  const { dataDir, disk, logger, journal, isRemote } = parts;
  const collectorId = await readCollectorId(dataDir);
  const store = createConsentStore();
  const onGone = (error: unknown) => logger.error({ error: String(error) }, GONE);
  const copy = isRemote ? createConsentCopy({ disk, directory: dataDir, onGone }) : undefined;
  const recovering = { disk, store, collectorId, head: NO_CHAIN };
  const copied = copy && (await recoverCopy(copy.path, recovering, logger));
  const segments = journal.sealed;
  let head = await recoverConsent({ ...recovering, segments, head: copied ?? NO_CHAIN });
  let ledger: Ledger | undefined;
  let isFilled = false;

  function snapshot(): ConsentSnapshot {
    return { standings: store.entries(), collectorId, head: ledger?.head ?? head };
  }

  return {
    store,
    isCopied: copied !== undefined,
    async fill(lane) {
      await fillConsentStore(lane, store);
      const known = await loadChainHead(lane, collectorId);
      if (known.sequence > head.sequence) head = known;
      isFilled = true;
      if (ledger) await copy?.rewrite(snapshot);
    },
    async openLedger() {
      if (isFilled) await copy?.rewrite(snapshot);
      ledger = createLedger({ collectorId, head });
      return ledger;
    },
    keep: async (taken) => copy?.keep(taken, snapshot),
    keepHeard: async (standings) => copy?.add(standings, snapshot),
  };
}

const GONE =
  'the consent kept beside the journal can not be written now; until it is, a start needs the database';

/**
 * Takes over what an earlier run copied, where all of it can be read: a block that is passed over may hold a withdrawal.
 * Otherwise the start needs the database, which has everything that was copied, and the copy is written anew from there.
 */
async function recoverCopy(
  path: string,
  recovering: Recovering,
  logger: Logger,
): Promise<ChainHead | undefined> {
  if (!existsSync(path)) return undefined;
  try {
    const copied = await readSegment(path, createRereader(recovering.disk));
    if (copied.damagedBytes === 0) return await recoverSegment(copied, recovering);
    logger.error({ damagedBytes: copied.damagedBytes }, DAMAGED);
  } catch (error) {
    logger.error({ error: String(error) }, DAMAGED);
  }
  return undefined;
}

const DAMAGED =
  'the disk does not give back all of the consent kept beside the journal; this start needs the database';

/** The name of this collector's ledger chain, made once for a data directory. */
async function readCollectorId(dataDir: string): Promise<string> {
  const path = join(dataDir, 'collector-id');
  if (!existsSync(path)) {
    // whole or not there at all, also when the process ends in between
    await writeFile(`${path}.new`, randomUUID(), { mode: 0o600, flush: true });
    await rename(`${path}.new`, path);
  }
  return readFile(path, 'utf8');
}
