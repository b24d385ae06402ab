import { connect } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { createHeldBytes, type HeldBytes } from '../../../collector/src/lib/held-bytes.ts';
import { RequestProblem } from '../../../collector/src/lib/problem.ts';
import { CollectorServer, listen } from '../../../collector/src/listen.ts';
import type { PageHandler } from '../../../collector/src/middleware/page-handler.ts';
import { createPageListener } from '../../../collector/src/middleware/page-listener.ts';

/** Reads the body of the sender that `X-Forwarded-For` names. */
const read: PageHandler = async (request) => {
  const sender = request.header('x-forwarded-for') ?? '';
  try {
    await request.readBody({ maxBytes: 1_000, sender });
    return { status: 202, headers: {}, body: '{}' };
  } catch (error) {
    if (!(error instanceof RequestProblem)) throw error;
    return { status: error.status, headers: {}, body: '{}' };
  }
};

/** Says when so many bytes are held. */
function watched(held: HeldBytes): HeldBytes & { comesTo(bytes: number): Promise<void> } {
  let now = 0;
  let waiting = { bytes: -1, resolve: () => {} };
  const change = (bytes: number) => {
    now += bytes;
    if (now === waiting.bytes) waiting.resolve();
  };
  return {
    hold(bytes, sender) {
      held.hold(bytes, sender);
      change(bytes);
    },
    release(bytes, sender) {
      held.release(bytes, sender);
      change(-bytes);
    },
    comesTo(bytes) {
      return new Promise((resolve) => {
        waiting = { bytes, resolve };
        change(0);
      });
    },
  };
}

test('a sender whose bodies stop in the middle fills its own share of the room, until they are gone', async () => {
  const held = watched(createHeldBytes(800));
  const server = new CollectorServer({
    app: { fetch: () => new Response(null, { status: 404 }) },
    pages: createPageListener({ handlers: new Map([['/v1/events', read]]), held }),
  });
  await listen(server, { host: '127.0.0.1', port: 0 });
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = Object(server.address());
  const send = async (sender: string) => {
    const headers = { 'X-Forwarded-For': sender };
    const body = 'x'.repeat(20);
    return (await fetch(`http://127.0.0.1:${port}/v1/events`, { method: 'POST', headers, body }))
      .status;
  };

  const slow = connect(port, '127.0.0.1');
  slow.on('error', () => undefined);
  slow.write('POST /v1/events HTTP/1.1\r\nHost: x\r\nX-Forwarded-For: 192.0.2.1\r\n');
  slow.write(`Content-Length: 100\r\n\r\n${'x'.repeat(90)}`);
  await held.comesTo(90);
  expect(await send('192.0.2.1')).toBe(503);
  expect(await send('192.0.2.2')).toBe(202);
  slow.destroy();
  await held.comesTo(0);
  expect(await send('192.0.2.1')).toBe(202);
});
