import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import { afterEach, expect, test } from 'vitest';
import { createSender } from '../../../demo-site/src/shoppers/sender.ts';

let server: Server;
afterEach(() => server.close());

async function collectorThat(answers: RequestListener): Promise<string> {
  server = createServer(answers).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
}

test.each<[string, RequestListener]>([
  ['has not answered yet', () => undefined],
  ['asks to wait', (_, answer) => answer.writeHead(503, { 'Retry-After': '3600' }).end()],
])(
  'Ctrl-C ends a request while the collector %s, and leaves no connection open',
  async (_, answer) => {
    const stopping = new AbortController();
    let requests = 0;
    const collectorUrl = await collectorThat((request, response) => {
      requests += 1;
      request.resume();
      answer(request, response);
      // once the answer, if there is one, is out
      setImmediate(() => stopping.abort());
    });
    const sender = createSender({
      collectorUrl,
      writeKey: 'write',
      secretKey: 'secret',
      origin: 'https://shop.example',
      signal: stopping.signal,
    });
    await expect(sender.postOrders([])).rejects.toMatchObject({ name: 'AbortError' });
    server.closeIdleConnections();
    server.close();
    await once(server, 'close');
    expect(requests).toBe(1);
  },
);

test('a request that is cut off without an answer is sent again', async () => {
  const bodies: string[] = [];
  const collectorUrl = await collectorThat((request, response) => {
    request.setEncoding('utf8').on('data', (text: string) => bodies.push(text));
    request.on('end', () => {
      if (bodies.length === 1) response.destroy();
      else response.writeHead(202).end();
    });
  });
  await createSender({
    collectorUrl,
    writeKey: 'write',
    secretKey: 'secret',
    origin: 'https://shop.example',
    signal: new AbortController().signal,
  }).postOrders([{ id: 'order-1' }]);
  expect(bodies).toHaveLength(2);
  expect(bodies[0]).toBe(bodies[1]);
});
