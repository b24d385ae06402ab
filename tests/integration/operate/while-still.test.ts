import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import { afterAll, beforeAll, expect, it } from 'vitest';
import * as z from 'zod';
import { type Drain, startDrain } from '../../../collector/src/journal/drain.ts';
import { type OpenJournal, openJournal } from '../../../collector/src/journal/open-journal.ts';
import { openTestDatabase, type TestDatabase } from '../../support/open-test-database.ts';

let test: TestDatabase;
let journal: OpenJournal;
let drain: Drain;
let directory: string;

beforeAll(async () => {
  test = await openTestDatabase();
  directory = mkdtempSync(join(tmpdir(), 'tendero-journal-'));
  journal = await openJournal({ directory, clock: Date.now, summarize: () => [] });
  const logger = pino({ level: 'silent' });
  drain = startDrain({
    journal,
    directory,
    database: test.database,
    logger,
    random: () => 0,
  });
});
afterAll(async () => {
  await journal.close();
  await drain.stop();
  await test.close();
  rmSync(directory, { recursive: true, force: true });
});

function link(visitor: string): Promise<void> {
  const row = { site_id: 'shop', visitor_id: visitor, customer_id: 'c', method: 'customer_token' };
  return journal.append([{ table: 'identities', json: JSON.stringify(row) }]);
}

async function readVisitors(): Promise<string[]> {
  const rows = await test.database.serve.query({
    sql: 'SELECT visitor_id FROM identities FINAL ORDER BY visitor_id',
    row: z.object({ visitor_id: z.string() }),
  });
  return rows.map((row) => row.visitor_id);
}

it('shows the work all that was accepted before it, and nothing that is accepted meanwhile', async () => {
  await link('before');
  const seen = await drain.whileStill(async () => {
    await link('meanwhile');
    await journal.seal();
    return readVisitors();
  });
  expect(seen).toEqual(['before']);
  await drain.drainNow();
  expect(await readVisitors()).toEqual(['before', 'meanwhile']);
});

it('goes on draining after the work failed', async () => {
  const failing = drain.whileStill(async () => {
    await link('while failing');
    throw new Error('no space');
  });
  await expect(failing).rejects.toThrow('no space');
  await drain.drainNow();
  expect(await readVisitors()).toContain('while failing');
});
