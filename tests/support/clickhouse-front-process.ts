import { createServer, type IncomingMessage } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { Session } from 'chdb';

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
// chDB lets go of its folder with the last session
const anchor = new Session(path);

const server = createServer((request, response) => {
  answer(request).then(
    (text) => response.writeHead(200, { 'Content-Type': 'text/plain' }).end(text),
    (error: unknown) => {
      const message = error instanceof Error ? error.message : String(error);
      const code = /^Code: (\d+)/.exec(message)?.[1] ?? '1000';
      response.writeHead(500, { 'X-ClickHouse-Exception-Code': code }).end(message);
    },
  );
});

server.listen(0, '127.0.0.1', () => {
  // the chosen port, for the parent
  const address = server.address();
  if (typeof address === 'object') process.send?.(address?.port);
});

process.on('disconnect', () => {
  server.closeAllConnections();
  server.close(() => anchor.close());
});

/** Like a server, and unlike a chDB connection, nothing of one request reaches the next. */
async function answer(request: IncomingMessage): Promise<Buffer> {
  const url = new URL(request.url ?? '/', 'http://localhost');
  if (url.pathname === '/ping') return Buffer.from('Ok.\n');
  const query = url.searchParams.get('query');
  const content = (await buffer(request)).toString('utf8');
  const session = new Session(path);
  try {
    for (const statement of preamble(url.searchParams)) await session.queryAsync(statement);
    const sql = query === null ? content : `${query}\n${content}`;
    const format = url.searchParams.get('default_format') ?? 'TabSeparated';
    const result = await session.queryAsync(sql, { format });
    return Buffer.from(result.bytes());
  } finally {
    session.close();
  }
}

function preamble(params: URLSearchParams): string[] {
  const database = params.get('database');
  const settings = [...params].filter(([name]) => !WIRE.has(name) && /^\w+$/.test(name));
  return [
    ...(database === null ? [] : [`USE \`${database.replaceAll('`', '')}\``]),
    ...settings.map(([name, value]) => `SET ${name} = '${value.replaceAll("'", "''")}'`),
  ];
}
