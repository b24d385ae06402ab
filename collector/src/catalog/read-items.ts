import { Readable } from 'node:stream';
import type { CatalogItem } from '@tendero/schema';
import { catalogItem } from '@tendero/schema/zod';
import { CsvError, parse } from 'csv-parse';
import * as z from 'zod';
import { peek } from '../lib/peek.ts';
import { firstFault } from '../lib/read-json.ts';
import { separatorOf } from '../lib/separator.ts';
import { itemFromCells } from './item-from-cells.ts';
import { readLines } from './read-lines.ts';

/** Why one line was refused; `itemId` is there where the line at least names an item. */
export interface LineFault {
  readonly line: number;
  readonly code: 'invalid_item' | 'not_json' | 'not_csv' | 'line_too_long' | 'too_many_items';
  readonly path: string;
  readonly message: string;
}

/** One line of a catalogue body. */
export type ItemLine =
  | { readonly line: number; readonly item: CatalogItem }
  | { readonly line: number; readonly fault: LineFault; readonly itemId: string | undefined };

export type ItemFormat = 'ndjson' | 'csv' | 'tsv';

interface ReadOptions {
  readonly format: ItemFormat;
  /** Language of a CSV's `title` column. */
  readonly locale: string;
}

/** An item at all its limits, ten languages and twenty attributes, is below 20,000 characters. */
const MAX_LINE_CHARS = 65_536;

/** The items of a body while it arrives, line by line. */
export function readItems(
  body: AsyncIterable<Uint8Array>,
  { format, locale }: ReadOptions,
): AsyncGenerator<ItemLine> {
  if (format === 'ndjson') return readNdjson(body);
  return readCells(body, { format, locale });
}

async function* readNdjson(body: AsyncIterable<Uint8Array>): AsyncGenerator<ItemLine> {
  for await (const { line, text } of readLines(body, MAX_LINE_CHARS)) {
    if (text === undefined) yield refuse(line, 'line_too_long', tooLongMessage);
    else if (text.trim() !== '') yield parseLine(line, text);
  }
}

const tooLongMessage = `expected at most ${MAX_LINE_CHARS} characters`;

function parseLine(line: number, text: string): ItemLine {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return refuse(line, 'not_json', 'expected one JSON object on the line');
  }
  return parseItem(line, value);
}

interface CellOptions extends ReadOptions {
  readonly format: 'csv' | 'tsv';
}

const csvRecord = z.object({
  record: z.record(z.string(), z.string()),
  info: z.object({ lines: z.number() }),
});

async function* readCells(
  body: AsyncIterable<Uint8Array>,
  { format, locale }: CellOptions,
): AsyncGenerator<ItemLine> {
  const { start, all } = await peek(
    body,
    (seen) => seen.includes('\n') || seen.length > MAX_LINE_CHARS,
  );
  const header = start.toString('utf8').split('\n')[0] ?? '';
  const separator = format === 'csv' ? separatorOf(header) : ',';
  const skipped: ItemLine[] = [];
  const parser = parse({
    delimiter: format === 'csv' ? separator : '\t',
    columns: true,
    bom: true,
    info: true,
    trim: true,
    skip_empty_lines: true,
    max_record_size: MAX_LINE_CHARS,
    skip_records_with_error: true,
    on_skip: (error) => void skipped.push(unreadable(error)),
  });
  const source = Readable.from(all);
  source.on('error', (error) => parser.destroy(error));
  for await (const row of source.pipe(parser)) {
    yield* skipped.splice(0);
    const { record, info } = csvRecord.parse(row);
    yield parseItem(info.lines, itemFromCells(record, { locale, separator }));
  }
  yield* skipped;
}

function unreadable(error: CsvError | undefined): ItemLine {
  const line = Number(error?.['lines'] ?? 0);
  return refuse(line, 'not_csv', 'expected as many cells as the first line has, quotes closed');
}

const named = z.object({ item_id: z.string() });

function parseItem(line: number, value: unknown): ItemLine {
  const parsed = catalogItem.safeParse(value);
  if (parsed.success) return { line, item: parsed.data };
  const fault = { line, code: 'invalid_item' as const, ...firstFault(parsed.error) };
  return { line, fault, itemId: named.safeParse(value).data?.item_id };
}

function refuse(line: number, code: LineFault['code'], message: string): ItemLine {
  return { line, fault: { line, code, path: '', message }, itemId: undefined };
}
