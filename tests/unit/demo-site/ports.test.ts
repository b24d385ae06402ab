import { createServer } from 'node:net';
import { expect, test } from 'vitest';
import { choosePorts } from '../../../demo-site/src/start/ports.ts';

const HOST = '127.0.0.1';

test.each([
  ['abc', 'PORT=abc is no port. Choose a number from 1 to 65535: PORT=8080 npm start'],
  ['0', 'PORT=0 is no port'],
  ['65536', 'PORT=65536 is no port'],
  ['', 'PORT= is no port'],
])('PORT=%s gets one sentence', async (port, sentence) => {
  await expect(choosePorts({ PORT: port }, HOST)).rejects.toThrow(sentence);
});

test('collector and shop on one port get one sentence', async () => {
  const env = { PORT: '8099', SHOP_PORT: '8099' };
  await expect(choosePorts(env, HOST)).rejects.toThrow(
    'both 8099. Give the shop its own: SHOP_PORT=',
  );
});

test('a busy port gets one sentence that names its variable', async () => {
  const other = createServer();
  await new Promise<void>((done) => other.listen(0, HOST, done));
  const address = other.address();
  const port = typeof address === 'object' ? (address?.port ?? 0) : 0;
  const env = { PORT: String(port), SHOP_PORT: String(port === 8090 ? 8091 : 8090) };
  await expect(choosePorts(env, HOST)).rejects.toThrow(new RegExp(`^Port ${port} is taken.*PORT=`));
  await new Promise((done) => other.close(done));
});
