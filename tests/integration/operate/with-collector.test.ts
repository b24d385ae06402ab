import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { withCollector } from '../../../collector/src/commands/with-collector.ts';
import { lockFolder } from '../../../collector/src/lib/lock-folder.ts';
import { TEST_OPERATOR_KEY, TEST_SITE } from '../../support/open-test-collector.ts';

test('a command that looks for its collector at the wrong port says so', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'tendero-command-'));
  const unlock = lockFolder(join(folder, 'data'));
  onTestFinished(() => {
    unlock();
    rmSync(folder, { recursive: true, force: true });
  });
  const path = join(folder, 'collector.json');
  writeFileSync(path, JSON.stringify({ sites: [TEST_SITE], operatorKeys: [TEST_OPERATOR_KEY] }));
  // nobody listens on port 1
  const env = { TENDERO_CONFIG: path, DATA_DIR: join(folder, 'data'), PORT: '1' };
  const asked = withCollector({ env, work: async () => 'answered' });
  await expect(asked).rejects.toThrow(/none answers at http:\/\/127\.0\.0\.1:1: set PORT/);
});
