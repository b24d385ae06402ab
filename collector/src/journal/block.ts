import { crc32 } from 'node:zlib';
import * as z from 'zod';
import { JOURNAL_TABLES, type JournalTable, type TouchedDay } from './journal.ts';

/** Rows of one table within a block: `bytes` of whole lines. */
interface Section {
  readonly table: JournalTable;
  readonly rows: number;
  readonly bytes: Buffer;
}

/**
 * What one fsync makes durable. On disk: a head line `TENDERO2 CRC32 METALENGTH PAYLOADLENGTH HEADCRC32`, then META (JSON),
 * then the sections' lines one after the other. The CRC covers meta and payload, so a torn block is not a block; the
 * head's own says whether its lengths can be believed, so a damaged block is no torn one.
 */
export interface Block {
  readonly sections: readonly Section[];
  readonly days: readonly TouchedDay[];
}

const MAGIC = 'TENDERO2';
const NUMBER_BYTES = ' 12345678'.length;
const HEAD_BYTES = MAGIC.length + 4 * NUMBER_BYTES + 1;

const metaShape = z.object({
  sections: z.array(z.tuple([z.enum(JOURNAL_TABLES), z.number().int(), z.number().int()])),
  days: z.array(z.tuple([z.string(), z.string()])),
});

/** The bytes of a block. */
export function encodeBlock(block: Block): Buffer {
  const meta = Buffer.from(
    `${JSON.stringify({
      sections: block.sections.map(({ table, rows, bytes }) => [table, rows, bytes.length]),
      days: block.days.map(({ siteId, day }) => [siteId, day]),
    })}\n`,
  );
  const payload = block.sections.map((section) => section.bytes);
  const crc = [meta, ...payload].reduce((sum, bytes) => crc32(bytes, sum), 0);
  const length = payload.reduce((sum, bytes) => sum + bytes.length, 0);
  const head = `${MAGIC} ${hex(crc)} ${hex(meta.length)} ${hex(length)}`;
  return Buffer.concat([Buffer.from(`${head} ${hex(crc32(head))}\n`), meta, ...payload]);
}

/** A block read back, and where the next one starts. */
export interface DecodedBlock extends Block {
  readonly end: number;
}

/** The block at `start`, without copying its bytes; undefined where no whole, unharmed block stands. */
export function decodeBlock(file: Buffer, start: number): DecodedBlock | undefined {
  const head = readHead(file, start);
  if (!head || head.end > file.length) return undefined;
  const body = file.subarray(start + HEAD_BYTES, head.end);
  if (crc32(body) !== head.crc) return undefined;
  const meta = metaShape.parse(JSON.parse(body.toString('utf8', 0, head.metaLength)));
  let offset = head.metaLength;
  const sections = meta.sections.map(([table, rows, length]) => {
    offset += length;
    return { table, rows, bytes: body.subarray(offset - length, offset) };
  });
  return { sections, days: meta.days.map(([siteId, day]) => ({ siteId, day })), end: head.end };
}

/**
 * Where the block behind the one that starts, unreadable, at `start` may be; -1 when nothing looks like one. A head that
 * can be believed says it: what looks like a block within another one is what a visitor wrote.
 */
export function nextBlock(file: Buffer, start: number): number {
  const head = readHead(file, start);
  const end = head && head.end <= file.length ? head.end : start + 1;
  return file.indexOf(`${MAGIC} `, end);
}

/** Whether what stands at `start` was cut off while it was written: a head or body that ends with the file. */
export function isTorn(file: Buffer, start: number): boolean {
  const head = readHead(file, start);
  if (head) return head.end > file.length;
  const expected = MAGIC.slice(0, file.length - start);
  const isHead = file.toString('latin1', start, start + MAGIC.length) === expected;
  return isHead && file.length - start < HEAD_BYTES;
}

const HEAD = new RegExp(`^${MAGIC}( [0-9a-f]{8}){4}\n$`);

interface Head {
  crc: number;
  metaLength: number;
  end: number;
}

function readHead(file: Buffer, start: number): Head | undefined {
  const text = file.toString('latin1', start, start + HEAD_BYTES);
  if (!HEAD.test(text)) return undefined;
  const [crc = 0, metaLength = 0, length = 0, own] = text
    .split(' ')
    .slice(1)
    .map((digits) => Number.parseInt(digits, 16));
  if (crc32(text.slice(0, -NUMBER_BYTES - 1)) !== own) return undefined;
  return { crc, metaLength, end: start + HEAD_BYTES + metaLength + length };
}

function hex(value: number): string {
  return value.toString(16).padStart(8, '0');
}
