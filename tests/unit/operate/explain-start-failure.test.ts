import { expect, test } from 'vitest';
import { DatabaseError } from '../../../collector/src/clickhouse/database.ts';
import { DataDirLocked } from '../../../collector/src/clickhouse/home.ts';
import { MigrationMismatch } from '../../../collector/src/clickhouse/migrate.ts';
import { explainStartFailure } from '../../../collector/src/operate/explain-start-failure.ts';

function systemError(code: string, path?: string): Error {
  return Object.assign(new Error(`${code}: system text`), { code, ...(path ? { path } : {}) });
}

const unreachable = new DatabaseError('no answer from ClickHouse (command)', {
  code: 0,
  cause: systemError('ECONNREFUSED'),
});

test.each<[string, Error, RegExp]>([
  ['a busy port', systemError('EADDRINUSE'), /port is taken.*PORT/],
  ['an address of another machine', systemError('EADDRNOTAVAIL'), /HOST/],
  [
    'a folder of another user',
    systemError('EACCES', '/data'),
    /can't be written \(\/data\).*DATA_DIR/,
  ],
  ['a folder on a read-only disk', systemError('EROFS', '/data'), /can't be written.*DATA_DIR/],
  [
    'a file where the folder belongs',
    systemError('EEXIST', '/data'),
    /not a folder \(\/data\).*DATA_DIR/,
  ],
  [
    'a file in the way to the folder',
    systemError('ENOTDIR', '/f/data'),
    /not a folder \(\/f\/data\).*DATA_DIR/,
  ],
  ['a full disk', systemError('ENOSPC', '/data/x'), /disk is full \(\/data\/x\).*DATA_DIR/],
  [
    'a full disk that the database met',
    new DatabaseError('x', { code: 243, cause: undefined }),
    /disk is full/,
  ],
  ['a used-up quota', systemError('EDQUOT'), /disk is full/],
  ['a locked folder', new DataDirLocked('/data', undefined), /another collector.*DATA_DIR/],
  ['a newer database', new MigrationMismatch('004_later.sql'), /004_later\.sql.*newer/],
  ['a server that is not there', unreachable, /database could not be opened.*CLICKHOUSE_URL/],
  ['a cause deep inside', new Error('outer', { cause: systemError('ENOSPC') }), /disk is full/],
])('%s is explained in a sentence that says what to do', (_, error, sentence) => {
  const text = explainStartFailure(error);
  expect(text).toMatch(sentence);
  expect(text).not.toContain('\n');
  expect(text).not.toMatch(/ {4}at |system text/);
});

test('what nobody foresaw comes with the place where it happened', () => {
  expect(explainStartFailure(new TypeError('odd'))).toMatch(
    /could not start: TypeError: odd\n {4}at /,
  );
});
