import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readBlocks } from '../support/readme.ts';
import { ROOT } from './tracked-files.ts';

/** Calls as a shop writes them, on a client whose own events are `video_play: { seconds: number }`. */
const CALLS = [
  ["tendero.track('video_play', { properties: { seconds: 12 } });", 'right'],
  ["tendero.track('search', { properties: { search_term: 'cup' } });", 'right'],
  ["tendero.track('page_view');", 'right'],
  ["tendero.viewItem({ items: [{ item_id: 'cup', price: 1 }], currency: 'EUR' });", 'right'],
  ["tendero.purchase({ items: [], transaction_id: 'A1', value: 1, currency: 'EUR' });", 'right'],
  ["tendero.use((event) => (event.type === 'search' ? null : event));", 'right'],
  ["tendero.track('video_pause', { properties: { seconds: 12 } });", 'wrong'],
  ["tendero.track('video_play');", 'wrong'],
  ["tendero.track('video_play', { properties: { seconds: 'twelve' } });", 'wrong'],
  ["tendero.track('video_play', { properties: {} });", 'wrong'],
  ["tendero.track('purchase', { items: [] });", 'wrong'],
  ["tendero.purchase({ items: [], transaction_id: 'A1', value: 1 });", 'wrong'],
  ["tendero.viewItem({ currency: 'EUR' });", 'wrong'],
  ["tendero.viewItem({ items: [{ item_name: 'Cup' }] });", 'wrong'],
  ["tendero.setConsent({ analytics: 'yes' }, '1');", 'wrong'],
  ['tendero.viewItems({ items: [] });', 'wrong'],
] as const;

const HEAD = `import { createTendero } from '@tendero/sdk';
const tendero = createTendero<{ video_play: { seconds: number } }>({ key: 'k', endpoint: '/t' });
`;

/** What the samples for frameworks import, as far as they use it. */
const FRAMEWORKS = `
declare module 'react' {
  export function useEffect(effect: () => void | (() => void), on?: readonly unknown[]): void;
}
declare module 'next/navigation' {
  export function usePathname(): string;
}
`;

let folder: string;
let found: string;

beforeAll(() => {
  const parent = join(ROOT, 'sdk/node_modules');
  mkdirSync(parent, { recursive: true });
  folder = mkdtempSync(join(parent, '.types-'));
  for (const [index, [call]] of CALLS.entries()) {
    writeFileSync(join(folder, `call-${index}.ts`), HEAD + call);
  }
  const samples = readBlocks('sdk/README.md').filter(({ language }) => /^tsx?$/.test(language));
  for (const [index, { text }] of samples.entries()) {
    // The samples for frameworks import what the first one sets up.
    const name = index === 0 ? 'tendero.ts' : `sample-${index}.ts`;
    writeFileSync(join(folder, name), `${text}\nexport {};\n`);
  }
  writeFileSync(join(folder, 'frameworks.d.ts'), FRAMEWORKS);
  const paths = {
    '@tendero/sdk': [join(ROOT, 'sdk/src/index.ts')],
    '@tendero/sdk/custom-consent': [join(ROOT, 'sdk/src/adapters/custom-consent.ts')],
  };
  writeFileSync(
    join(folder, 'tsconfig.json'),
    JSON.stringify({
      extends: join(ROOT, 'sdk/tsconfig.json'),
      // as bundlers resolve, which the samples are for
      compilerOptions: {
        paths,
        noUnusedLocals: false,
        rootDir: '/',
        module: 'esnext',
        moduleResolution: 'bundler',
      },
      include: ['*.ts'],
    }),
  );
  const tsc = spawnSync(join(ROOT, 'node_modules/.bin/tsc'), ['-p', folder], { encoding: 'utf8' });
  found = tsc.stdout;
});
afterAll(() => rmSync(folder, { recursive: true }));

test.each(CALLS.map(([call, verdict], index) => [call, verdict, index] as const))(
  '%s is %s',
  (_call, verdict, index) => {
    expect(found.includes(`call-${index}.ts`)).toBe(verdict === 'wrong');
  },
);

test('the samples of the README compile', () => {
  const problems = found.split('\n').filter((line) => !/\/?call-\d+\.ts/.test(line));
  expect(problems.filter((line) => line.includes('error'))).toEqual([]);
});
