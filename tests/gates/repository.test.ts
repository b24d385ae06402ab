import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ROOT, trackedFiles } from './tracked-files.ts';

const SOURCE = /\.(?:[cm]?[jt]s|tsx)$/;

/** Put together here, so that this file does not name what it forbids. */
const FORBIDDEN: readonly (readonly [what: string, pattern: RegExp])[] = [
  ['the type any', /(?::|<|\bas|\||&|=)\s*any\b(?!['"\w])/],
  ['a disabled lint rule', new RegExp(`(?:${['eslint', 'oxlint'].join('|')})-${'disable'}`)],
  [
    'an ignored type error',
    new RegExp(`@ts-(?:${['ignore', 'nocheck', 'expect-error'].join('|')})`),
  ],
  ['an ignored format', new RegExp(`prettier-${'ignore'}`)],
  [
    'a test that is left out',
    /\b(?:test|it|describe)(?:\.\w+)*\.(?:skip|only|todo|skipIf|runIf)\b/,
  ],
];

test('the top level holds the rooms of the house and nothing else', () => {
  const names = new Set(trackedFiles().map((path) => path.split('/')[0] ?? ''));
  const visible = [...names].filter((name) => !name.startsWith('.')).toSorted();
  const rooms = ['collector', 'demo-site', 'sdk', 'tests', 'widgets'];
  const papers = ['README.md', 'package.json', 'pnpm-lock.yaml', 'pnpm-workspace.yaml'];
  expect(visible).toEqual([...rooms, ...papers].toSorted());
});

test('the lock file names no registry, so that any mirror serves', () => {
  const lock = readFileSync(join(ROOT, 'pnpm-lock.yaml'), 'utf8');
  expect(lock).not.toMatch(/https?:\/\/|\btarball:|registry\./);
});

test.each(FORBIDDEN)('no source holds %s', (_, pattern) => {
  const sources = trackedFiles().filter((path) => SOURCE.test(path));
  const found = sources.flatMap((path) =>
    readFileSync(join(ROOT, path), 'utf8')
      .split('\n')
      .map((line, index) => ({ line, place: `${path}:${index + 1}` }))
      .filter(({ line }) => pattern.test(withoutComment(line)) || isCommand(line, pattern))
      .map(({ place }) => place),
  );
  expect(sources.length).toBeGreaterThan(100);
  expect(found).toEqual([]);
});

/** Prose may speak of any visitor; the commands to tools stand in comments. */
function withoutComment(line: string): string {
  return line.replace(/(?:^|\s)(?:\/\/|\*|\/\*).*$/, '');
}

function isCommand(line: string, pattern: RegExp): boolean {
  return /-disable|@ts-|-ignore/.test(line) && pattern.test(line);
}
