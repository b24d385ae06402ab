import { mkdtempSync, rmSync } from 'node:fs';
import { open, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { WireEvent } from '@tendero/schema';
import { expect, test } from 'vitest';
import { DISK, type Disk } from '../../collector/src/journal/disk.ts';
import { explainStartFailure } from '../../collector/src/operate/explain-start-failure.ts';
import { checkKept, NOTHING_WRONG } from '../support/check-kept.ts';
import { openTestCollector, type TestCollector } from '../support/open-test-collector.ts';
import { decisionOf, makeContext, makeEvent, send } from '../support/wire.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** A disk that can't read its journal while `isBroken`. */
function makeDisk(): { disk: Disk; isBroken: boolean; failures: number } {
  const state = { isBroken: false, failures: 0 };
  const failing = async (path: unknown) => {
    if (state.isBroken && typeof path === 'string' && path.endsWith('.segment')) {
      state.failures += 1;
      throw Object.assign(new Error('EIO: i/o error, read'), { code: 'EIO' });
    }
  };
  // one function of many shapes, of which the journal uses one
  const disk: Disk = {
    ...DISK,
    readFile: new Proxy(readFile, {
      apply: (_, __, args: Parameters<typeof readFile>) =>
        failing(args[0]).then(() => readFile(...args)),
    }),
    open: new Proxy(open, {
      apply: (_, __, args: Parameters<typeof open>) =>
        (args[1] === 'r' ? failing(args[0]) : Promise.resolve()).then(() => open(...args)),
    }),
  };
  return Object.assign(state, { disk });
}

/** Sends events of one visitor: each must be stored, and what is repeated must be known. */
function createVisitor() {
  const context = makeContext();
  const acknowledged: string[] = [];
  const accept = async (
    collector: TestCollector,
    events: readonly WireEvent[],
    repeated: readonly WireEvent[] = [],
  ) => {
    const receipt = await send(collector, [context], [...events, ...repeated]);
    expect(receipt.outcomes).toMatchObject({
      stored: events.length,
      duplicate: repeated.length,
    });
    acknowledged.push(...events.map(({ id }) => id));
  };
  return { acknowledged, accept, decision: decisionOf(context) };
}

test('a disk that gives its journal back only after a while: events are accepted, and all are there afterwards', async () => {
  const broken = makeDisk();
  const dataDir = mkdtempSync(join(tmpdir(), 'tendero-disk-'));
  let collector = await openTestCollector({ dataDir, disk: broken.disk });
  const { accept, acknowledged, decision } = createVisitor();
  await accept(collector, [decision]);

  broken.isBroken = true;
  await accept(collector, [makeEvent(), makeEvent()]);
  await expect.poll(() => broken.failures, { timeout: 10_000 }).toBeGreaterThan(1);
  await accept(collector, [makeEvent()]);
  await collector.close();

  const refusal: unknown = await openTestCollector({ dataDir, disk: broken.disk }).catch(
    (error: unknown) => error,
  );
  expect(explainStartFailure(refusal)).toContain("can't be read");

  broken.isBroken = false;
  collector = await openTestCollector({ dataDir, disk: broken.disk });
  await accept(collector, [makeEvent()]);
  await collector.drainNow();
  expect(await checkKept(collector.database, acknowledged)).toMatchObject(NOTHING_WRONG);
  await collector.close();
  rmSync(dataDir, { recursive: true });
});

test('a clock that jumps back and forth over hours, days and a year: all goes on, nothing is lost or twice', async () => {
  let aheadMs = 0;
  const collector = await openTestCollector({ clock: () => Date.now() + aheadMs });
  const { accept, acknowledged, decision } = createVisitor();
  await accept(collector, [decision]);
  const jumps = [HOUR_MS, -HOUR_MS, -3 * DAY_MS, 40 * DAY_MS, 0, 366 * DAY_MS, -366 * DAY_MS, 1, 0];
  for (const jump of jumps) {
    const again = makeEvent();
    await accept(collector, [makeEvent(), again]);
    aheadMs = jump;
    // a browser that heard no answer sends the same again
    await accept(collector, [makeEvent()], [again]);
  }
  await collector.drainNow();
  const kept = await checkKept(collector.database, acknowledged);
  expect(kept).toMatchObject({ ...NOTHING_WRONG, copies: 0 });
  await collector.remove();
});
