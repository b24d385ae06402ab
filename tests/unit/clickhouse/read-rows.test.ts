import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { DatabaseError } from '../../../collector/src/clickhouse/database.ts';
import { toDatabaseError } from '../../../collector/src/clickhouse/failure.ts';
import { readRows } from '../../../collector/src/clickhouse/read-rows.ts';
import { countTurns } from '../../support/count-turns.ts';

const row = z.object({ name: z.string(), n: z.number() });

describe('readRows', () => {
  it('reads one row a line, and none of an empty answer', async () => {
    const answer = '{"name":"a\\nb","n":1}\n{"name":"","n":2}\n';
    expect(await readRows([Buffer.from(answer)], row)).toEqual([
      { name: 'a\nb', n: 1 },
      { name: '', n: 2 },
    ]);
    expect(await readRows([], row)).toEqual([]);
    expect(await readRows([Buffer.alloc(0)], row)).toEqual([]);
  });

  it('reads rows that come in chunks, wherever those end', async () => {
    const rows = ['señal ☕', '', 'té'].map((name, n) => ({ name, n }));
    const answer = Buffer.from(rows.map((one) => `${JSON.stringify(one)}\n`).join(''));
    for (let size = 1; size <= answer.length; size += 1) {
      const chunks = Array.from({ length: Math.ceil(answer.length / size) }, (_, index) =>
        answer.subarray(index * size, (index + 1) * size),
      );
      expect(await readRows(chunks, row)).toEqual(rows);
    }
  });

  it('gives others a turn whenever its rows have taken some time', async () => {
    const counted = countTurns();
    const numbered = row.transform(({ n }) => ({ n, turn: counted.turns }));
    const answer = Array.from({ length: 50 }, (_, n) => `{"name":"señal","n":${n}}\n`).join('');
    const rows = await readRows([Buffer.from(answer)], numbered);
    expect(rows).toEqual(rows.map((_, n) => ({ n, turn: n })));
    expect(rows).toHaveLength(50);
  });

  it.each([
    [
      '{"name":"ana@example.test","n":"1"}',
      "row 1 of ClickHouse's answer: unexpected n (invalid_type)",
    ],
    ['{"name":"ana@exam', "row 1 of ClickHouse's answer: not JSON"],
  ])('says where %s differs, without its values', async (line, message) => {
    await expect(readRows([Buffer.from(line)], row)).rejects.toThrow(
      new DatabaseError(message, { code: 0, cause: undefined }),
    );
  });
});

describe('toDatabaseError', () => {
  function refusal(message: string): Error {
    return Object.assign(new Error(message), { code: '62', type: 'SYNTAX_ERROR' });
  }

  it.each([
    ["near 'ana' and 'it''s \\' her' here", 'near … and … here'],
    ["cut off at 'ana@example", 'cut off at …'],
  ])('keeps the code and drops values: %s', (message, kept) => {
    const error = toDatabaseError(refusal(message), 'read');
    expect(error).toMatchObject({
      code: 62,
      message: `read refused by ClickHouse: SYNTAX_ERROR (62): ${kept}`,
    });
    expect(error.cause).toBeUndefined();
  });

  it("says nothing of an insert's rows", () => {
    expect(toDatabaseError(refusal('row was ana'), 'insert').message).toBe(
      'insert refused by ClickHouse: SYNTAX_ERROR (62)',
    );
  });

  it('reads what chDB itself says of an insert', () => {
    const message = "Code: 27. DB::Exception: before: 'ana'. (CANNOT_PARSE_TEXT)";
    const chdb = Object.assign(new Error(message), { code: 'CHDB_INSERT', clickhouseCode: 6 });
    const error = toDatabaseError(chdb, 'insert');
    expect(error).toMatchObject({
      code: 6,
      message: 'insert refused by ClickHouse: CANNOT_PARSE_TEXT (6)',
    });
    expect(error.cause).toBeUndefined();
  });

  it.each([
    ['the network', { code: 'ECONNREFUSED' }],
    // a field of its errors, also where ClickHouse gave no number
    ['chDB', { code: 'CHDB_INSERT', clickhouseCode: undefined }],
  ])('has code 0 when no answer came from %s, and keeps the cause', (_, fields) => {
    const cause = Object.assign(new Error('connect'), fields);
    expect(toDatabaseError(cause, 'read')).toMatchObject({ code: 0, cause });
  });
});
