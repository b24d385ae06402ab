import { once } from 'node:events';
import { rm, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import { Session } from 'chdb';
import * as z from 'zod';
import { OUTAGES, type Outage } from './clickhouse-front.ts';

/** Parameters of ClickHouse's HTTP interface that are no settings of the engine. */
const WIRE = new Set([
  'query',
  'query_id',
  'database',
  'default_format',
  'wait_end_of_query',
  'send_progress_in_http_headers',
  'http_headers_progress_interval_ms',
  'enable_http_compression',
  'role',
]);

const path = process.argv[2] ?? '';
const wantedPort = Number(process.argv[3] ?? 0);
// chDB lets go of its folder with the last session
const anchor = new Session(path);

/** How it fails at the moment. */
let outage: Outage | undefined;
let listeningPort = wantedPort;
const SLOW_MS = 1_000;
/** What a proxy says in its place. */
const HIDING: Partial<Record<Outage, string>> = {
  'hidden behind a page': '<html>We will be back soon.</html>',
  'hidden behind an empty answer': '',
};

const server = createServer((request, response) => {
  if (outage === 'hanging') return;
  const page = outage && HIDING[outage];
  if (page !== undefined) {
    request.resume();
    response.writeHead(200, { 'Content-Type': 'text/html' }).end(page);
    return;
  }
  if (outage === 'failing') {
    response.writeHead(500).end('Code: 999. DB::Exception: Session expired. (KEEPER_EXCEPTION)');
    return;
  }
  answer(request).then(
    (text) => void reply(response, text),
    (error: unknown) => {
      const message = error instanceof Error ? error.message : String(error);
      const code = /^Code: (\d+)/.exec(message)?.[1] ?? '1000';
      response.writeHead(500, { 'X-ClickHouse-Exception-Code': code }).end(message);
    },
  );
});

/** By the summary the collector knows who answers. */
const HEADERS = { 'Content-Type': 'text/plain', 'X-ClickHouse-Summary': '{}' };

async function reply(response: ServerResponse, text: Buffer): Promise<void> {
  if (outage === 'hanging') return;
  if (outage === 'slow') await pause(SLOW_MS);
  if (outage !== 'cutting') {
    response.writeHead(200, HEADERS).end(text);
    return;
  }
  // what was asked is done; who asked never learns it
  response.writeHead(200, { ...HEADERS, 'Content-Length': text.length + 100 });
  response.write(text.subarray(0, text.length >> 1), () => response.destroy());
}

server.listen(wantedPort, '127.0.0.1', () => process.send?.(port()));

function port(): number {
  const address = server.address();
  return typeof address === 'object' ? (address?.port ?? 0) : 0;
}

const wish = z.object({ outage: z.enum(OUTAGES).optional() });
process.on('message', (message: unknown) => {
  void suffer(wish.parse(message).outage).then(() => process.send?.('done'));
});

const sockets = new Set<Socket>();
server.on('connection', (socket) => {
  sockets.add(socket);
  socket.once('close', () => sockets.delete(socket));
});

function dropAll(): void {
  for (const socket of sockets) socket.destroy();
}

async function suffer(next: Outage | undefined): Promise<void> {
  const before = port();
  if (next === 'refusing') {
    server.close();
    dropAll();
  } else if (outage === 'refusing') {
    server.listen(listeningPort, '127.0.0.1');
    await once(server, 'listening');
  } else if (outage === 'hanging') dropAll();
  listeningPort = before || listeningPort;
  outage = next;
}

process.on('disconnect', () => {
  dropAll();
  server.close(() => anchor.close());
});

/** Like a server, and unlike a chDB connection, nothing of one request reaches the next. */
async function answer(request: IncomingMessage): Promise<Buffer> {
  const url = new URL(request.url ?? '/', 'http://localhost');
  if (url.pathname === '/ping') return Buffer.from('Ok.\n');
  const query = url.searchParams.get('query');
  const content = await buffer(request);
  const session = new Session(path);
  requests += 1;
  const file = join(path, `request-${requests}.rows`);
  try {
    for (const statement of preamble(url.searchParams)) await session.queryAsync(statement);
    if (query !== null) await writeFile(file, content);
    const sql = query === null ? content.toString('utf8') : readingFrom(file, query);
    const format = url.searchParams.get('default_format') ?? 'TabSeparated';
    const result = await session.queryAsync(sql, { format });
    return Buffer.from(result.bytes());
  } finally {
    session.close();
    await rm(file, { force: true });
  }
}

let requests = 0;

/** The rows of an INSERT, which may be bytes that no text of a query can hold. */
function readingFrom(file: string, query: string): string {
  const source = ' FROM input(';
  if (query.includes(source)) {
    const [sql = '', format = ''] = query.split(/ FORMAT (\w+)$/);
    return sql.replace(source, ` FROM file('${file}', '${format}', `);
  }
  return query.replace(/^(INSERT INTO \S+)/, `$1 FROM INFILE '${file}'`);
}

function preamble(params: URLSearchParams): string[] {
  const database = params.get('database');
  const settings = [...params].filter(([name]) => !WIRE.has(name) && /^\w+$/.test(name));
  return [
    ...(database === null ? [] : [`USE \`${database.replaceAll('`', '')}\``]),
    ...settings.map(([name, value]) => `SET ${name} = '${value.replaceAll("'", "''")}'`),
  ];
}
