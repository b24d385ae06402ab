import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ROOT } from './tracked-files.ts';

/** The table of the design: in a file there, this import is allowed or refused. */
const TABLE = [
  ['sdk/schema/src/probe.ts', 'zod', 'allowed'],
  ['sdk/schema/src/probe.ts', './events.ts', 'allowed'],
  ['sdk/schema/src/probe.ts', 'lit', 'refused'],
  ['sdk/schema/src/probe.ts', '@tendero/sdk', 'refused'],
  ['sdk/schema/src/probe.ts', '../../src/client.ts', 'refused'],
  ['sdk/src/probe.ts', '@tendero/schema', 'allowed'],
  ['sdk/src/probe.ts', 'web-vitals/attribution', 'allowed'],
  ['sdk/src/probe.ts', './client.ts', 'allowed'],
  ['sdk/src/probe.ts', '@tendero/schema/zod', 'refused'],
  ['sdk/src/probe.ts', '@tendero/widgets', 'refused'],
  ['sdk/src/probe.ts', 'zod', 'refused'],
  ['sdk/src/probe.ts', 'node:fs', 'refused'],
  ['sdk/src/probe.ts', '../schema/src/events.ts', 'refused'],
  ['sdk/src/lib/probe.ts', '../../../widgets/src/index.ts', 'refused'],
  ['widgets/src/offer/probe.ts', '@tendero/schema', 'allowed'],
  ['widgets/src/offer/probe.ts', 'lit/decorators.js', 'allowed'],
  ['widgets/src/offer/probe.ts', '../api/page.ts', 'allowed'],
  ['widgets/src/offer/probe.ts', '@tendero/schema/zod', 'refused'],
  ['widgets/src/offer/probe.ts', '@tendero/sdk', 'refused'],
  ['widgets/src/offer/probe.ts', 'hono', 'refused'],
  ['widgets/src/offer/probe.ts', '../../../sdk/src/client.ts', 'refused'],
  ['collector/src/people/probe.ts', '@tendero/schema/zod', 'allowed'],
  ['collector/src/people/probe.ts', 'hono', 'allowed'],
  ['collector/src/people/probe.ts', '@tendero/sdk', 'refused'],
  ['collector/src/people/probe.ts', '@tendero/widgets', 'refused'],
  ['collector/src/people/probe.ts', '../../../widgets/src/index.ts', 'refused'],
  ['collector/src/people/probe.ts', 'chdb', 'refused'],
  ['collector/src/people/probe.ts', 'chdb/connection', 'refused'],
  ['collector/src/people/probe.ts', '@clickhouse/client', 'refused'],
  ['collector/src/clickhouse/probe.ts', 'chdb', 'allowed'],
  ['collector/src/clickhouse/probe.ts', '@clickhouse/client', 'allowed'],
  ['collector/src/clickhouse/probe.ts', '@tendero/sdk', 'refused'],
  ['demo-site/src/probe.ts', '@tendero/sdk', 'allowed'],
  ['demo-site/src/probe.ts', '@tendero/widgets', 'allowed'],
  ['demo-site/src/probe.ts', '@tendero/collector', 'refused'],
  ['demo-site/src/probe.ts', '@tendero/schema', 'refused'],
  ['demo-site/src/probe.ts', '../../collector/src/config.ts', 'refused'],
  ['demo-site/src/probe.ts', '../../sdk/src/client.ts', 'refused'],
  ['tests/unit/probe.ts', '../../collector/src/config.ts', 'allowed'],
  ['tests/unit/probe.ts', '@tendero/widgets', 'allowed'],
] as const;

/** Each in a file of its own, in both ways that code can import. */
const probes = TABLE.flatMap(([file, specifier, verdict], index) =>
  (['static', 'dynamic'] as const).map((kind) => {
    const path = file.replace('probe.ts', `probe-${index}-${kind}.ts`);
    const code =
      kind === 'static'
        ? `import '${specifier}';\n`
        : `export const it = import('${specifier}');\n`;
    return { file, specifier, verdict, kind, path, code };
  }),
);

let house: string;
let refused: string;

// The rules go by folder from the place of their file, so a copy of it in an empty house judges as it does here.
beforeAll(() => {
  house = mkdtempSync(join(tmpdir(), 'tendero-gate-'));
  copyFileSync(join(ROOT, '.oxlintrc.json'), join(house, '.oxlintrc.json'));
  symlinkSync(join(ROOT, 'node_modules'), join(house, 'node_modules'));
  for (const { path, code } of probes) {
    mkdirSync(dirname(join(house, path)), { recursive: true });
    writeFileSync(join(house, path), code);
  }
  const oxlint = join(ROOT, 'node_modules/.bin/oxlint');
  const names = [...new Set(probes.map(({ path }) => path.split('/')[0] ?? ''))];
  refused = spawnSync(oxlint, ['--format', 'unix', ...names], {
    cwd: house,
    encoding: 'utf8',
    maxBuffer: 1e8,
  }).stdout;
});
afterAll(() => rmSync(house, { recursive: true, force: true }));

test.each(probes)(
  '$file: a $kind import of $specifier is $verdict',
  ({ path, specifier, verdict }) => {
    const mine = refused.split('\n').filter((line) => line.startsWith(`${path}:`));
    const isRefused = mine.some(
      (line) => line.includes(`'${specifier}'`) && line.includes('no-restricted-imports'),
    );
    expect(isRefused ? 'refused' : 'allowed').toBe(verdict);
  },
);
