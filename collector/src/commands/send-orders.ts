import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import * as z from 'zod';
import { type Call, CommandError, type Report } from './call.ts';

interface SendOrdersOptions {
  readonly call: Call;
  /** A CSV file, plain or gzip. */
  readonly file: string;
  /** The query of `POST /v1/import/orders`. */
  readonly mapping: string;
  readonly report: Report;
}

const count = z.number();

const progress = z.discriminatedUnion('phase', [
  z.object({ phase: z.literal('staging'), lines: count, bytes: count, of: count }),
  z.object({ phase: z.enum(['orders', 'refunds', 'catalog']) }),
  z.object({ phase: z.literal('failed'), problem: z.object({ detail: z.string() }) }),
  z.object({
    phase: z.literal('done'),
    file: z.string(),
    known: z.boolean(),
    lines: count,
    refused: count,
    reasons: z.record(z.string(), count),
    orders: count,
    refunds: count,
    items: count,
  }),
]);

type Progress = z.output<typeof progress>;
type Done = Extract<Progress, { phase: 'done' }>;

const PHASES = {
  orders: 'Putting orders together',
  refunds: 'Putting refunds together',
  catalog: 'Filling the catalogue',
} as const;

/**
 * Sends a file of orders to the collector and says how far it is; the same file again goes on where it ended.
 * @throws {CommandError} when the file can't be read, or the collector refuses or breaks off.
 */
export async function sendOrders(options: SendOrdersOptions): Promise<string> {
  const { call, mapping, report } = options;
  const body = toStream(sending(options, await sizeOf(options.file)));
  // fetch sends a stream only with `duplex`, which the types of browsers do not know
  const request = { method: 'POST', body, duplex: 'half' } as const;
  const answer = await call(`/v1/import/orders?${mapping}`, request);
  for await (const line of linesOf(answer)) {
    const step = progress.parse(JSON.parse(line));
    if (step.phase === 'failed') throw new CommandError(step.problem.detail);
    if (step.phase === 'done') return describe(step);
    report(step.phase === 'staging' ? describeStaging(step) : PHASES[step.phase]);
  }
  throw new CommandError(
    'The collector stopped in the middle. Start it and run this again: it goes on from there.',
  );
}

async function sizeOf(file: string): Promise<number> {
  try {
    return (await stat(file)).size;
  } catch (cause) {
    throw new CommandError(`The file ${file} can't be read.`, { cause });
  }
}

/** The bytes of the file, reported each time another twentieth has gone. */
async function* sending(
  { file, report }: SendOrdersOptions,
  size: number,
): AsyncGenerator<Uint8Array> {
  let sent = 0;
  let told = -1;
  for await (const chunk of createReadStream(file) as AsyncIterable<Buffer>) {
    sent += chunk.length;
    const twentieth = Math.floor((sent * 20) / size);
    if (twentieth > told) report(bar('Sending', sent, size));
    told = twentieth;
    yield chunk;
  }
}

function toStream(chunks: AsyncGenerator<Uint8Array>): ReadableStream<Uint8Array> {
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await chunks.next();
      if (done === true) controller.close();
      else controller.enqueue(value);
    },
    async cancel() {
      await chunks.return(undefined);
    },
  });
}

async function* linesOf(answer: Response): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of answer.body ?? []) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
  }
}

function describeStaging({ lines, bytes, of }: Extract<Progress, { phase: 'staging' }>): string {
  return `${bar('Reading', bytes, of)}, ${grouped(lines)} lines`;
}

function describe({ file, known, lines, refused, reasons, orders, refunds, items }: Done): string {
  const start = known ? 'This file was imported before, and nothing has changed. It holds ' : '';
  const result = `${start}${counted(orders, 'order')}, ${counted(refunds, 'refund')} and ${counted(items, 'item')} from ${counted(lines, 'line')}.`;
  if (refused === 0) return `${result} No line was refused.`;
  const list = Object.entries(reasons).map(([reason, times]) => `  ${reason}: ${grouped(times)}`);
  return [
    `${result} Refused: ${counted(refused, 'line')}.`,
    ...list,
    `Line by line: GET /v1/import/orders/${file}/refused`,
  ].join('\n');
}

const BAR_CELLS = 24;

function bar(what: string, part: number, whole: number): string {
  const share = whole === 0 ? 1 : Math.min(1, part / whole);
  const full = Math.round(share * BAR_CELLS);
  const percent = String(Math.floor(share * 100)).padStart(3);
  return `${what} [${'#'.repeat(full)}${'.'.repeat(BAR_CELLS - full)}] ${percent} %`;
}

function counted(value: number, what: string): string {
  return `${grouped(value)} ${what}${value === 1 ? '' : 's'}`;
}

function grouped(value: number): string {
  return value.toLocaleString('en');
}
