import { mkdirSync, mkdtempSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { makeFolder } from '../../../collector/src/lib/make-folder.ts';
import { makeFolder as makeShopFolder } from '../../../demo-site/src/lib/make-folder.ts';

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'tendero-folder-'));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

function modeOf(path: string): number {
  return statSync(path).mode & 0o777;
}

// the demo shop imports nothing of the collector, so it has one of its own
describe.each([
  ['collector', makeFolder],
  ['demo shop', makeShopFolder],
])('a folder that the %s makes', (_, make) => {
  test('comes with those above it, for this user alone', () => {
    make(join(home, 'a/b/c'));
    expect(modeOf(join(home, 'a/b/c'))).toBe(0o700);
    expect(modeOf(join(home, 'a'))).toBe(0o700);
  });

  test('stays as it is when it is there', () => {
    const there = join(home, 'there');
    mkdirSync(there);
    const mode = modeOf(there);
    make(there);
    expect(modeOf(there)).toBe(mode);
  });

  test('is refused where a file is in the way', () => {
    const file = join(home, 'file');
    writeFileSync(file, 'mine');
    expect(() => make(file)).toThrow(expect.objectContaining({ code: 'EEXIST', path: file }));
    expect(() => make(join(file, 'a/b'))).toThrow(expect.objectContaining({ code: 'ENOTDIR' }));
  });

  test('is refused behind a link that leads nowhere', () => {
    symlinkSync(join(home, 'nowhere'), join(home, 'link'));
    expect(() => make(join(home, 'link'))).toThrow(expect.objectContaining({ code: 'EEXIST' }));
  });

  // there not even root may make a folder, and Linux says ENOENT
  test.each(['/proc/nope', '/proc/nope/deeper'])('is refused at %s', (path) => {
    expect(() => make(path)).toThrow(
      expect.objectContaining({ code: 'EACCES', path: '/proc/nope' }),
    );
  });
});
