import { createServer, type IncomingMessage } from 'node:http';
import { open, type FileHandle } from 'node:fs/promises';
import { portOf, reportAtEnd } from './report-at-end.ts';

/**
 * What the collector is measured against: a bare server that reads and JSON-parses the same bodies and, with a file as
 * its first argument, appends them and answers after an fsync that many requests share. Prints its port.
 */
const path = process.argv[2];
const keep = path === undefined ? undefined : createAppender(await open(path, 'a'));

const server = createServer((incoming, outgoing) => {
  void (async () => {
    const body = await readAll(incoming);
    const { events }: { events: unknown[] } = JSON.parse(body.toString('utf8'));
    if (keep) await keep(body);
    const answer = `{"received":${events.length}}`;
    outgoing.writeHead(202, {
      'Content-Type': 'application/json',
      'Content-Length': answer.length,
    });
    outgoing.end(answer);
  })();
});
server.listen(0, '127.0.0.1', () => reportAtEnd(portOf(server.address()), async () => ({})));

function readAll(incoming: IncomingMessage): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => resolve(Buffer.concat(chunks)));
    incoming.on('error', reject);
  });
}

/** Who comes while a group is being written goes into the next one. */
function createAppender(file: FileHandle): (bytes: Buffer) => Promise<void> {
  let waiting: { bytes: Buffer; done: () => void }[] = [];
  let isWriting = false;
  async function write(): Promise<void> {
    isWriting = true;
    while (waiting.length > 0) {
      const group = waiting;
      waiting = [];
      await file.write(Buffer.concat(group.map(({ bytes }) => bytes)));
      await file.datasync();
      for (const { done } of group) done();
    }
    isWriting = false;
  }
  return (bytes) =>
    new Promise((done) => {
      waiting.push({ bytes, done });
      if (!isWriting) void write();
    });
}
