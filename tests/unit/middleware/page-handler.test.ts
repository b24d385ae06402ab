import { expect, test } from 'vitest';
import {
  createPageHandler,
  type PageRequest,
} from '../../../collector/src/middleware/page-handler.ts';
import { SHOP, siteConfig } from '../../support/site-config.ts';

const PROXY = '10.0.0.1';

/** Tells `read` whose body is read. */
function requestFrom(
  socketAddress: string,
  { forwardedFor, read }: { forwardedFor: string | undefined; read: (sender: string) => void },
): PageRequest {
  const headers = { origin: SHOP.origin, 'x-forwarded-for': forwardedFor };
  return {
    path: '/v1/events',
    query: (name) => (name === 'key' ? SHOP.writeKey : undefined),
    header: (name) => Reflect.get(headers, name),
    socketAddress,
    async readBody({ sender }) {
      read(sender);
      return Buffer.from('{}');
    },
    hold: () => undefined,
  };
}

test.each([
  ['192.0.2.1', undefined, '192.0.2.1'],
  [PROXY, '192.0.2.7', '192.0.2.7'],
  [PROXY, '2001:db8:0:1::7', '2001:db8:0:1::/64'],
  ['2001:db8:0:1:2:3:4:5', undefined, '2001:db8:0:1::/64'],
])(
  'a request of %s for %s counts for its sender, and is told its address whole',
  async (socket, forwardedFor, sender) => {
    const taken: string[] = [];
    const read = (one: string) => void taken.push(one);
    const limits = {
      takeAddress: (one: string) => void taken.push(one),
      takeKey: () => undefined,
      takeVisitor: () => undefined,
    };
    const config = { ...siteConfig(), trustedProxies: [PROXY] };
    const report = () => {
      throw new Error('no problem is expected');
    };
    const handle = createPageHandler(
      { config, limits, report },
      { maxBodyBytes: 10, answer: ({ address }) => ({ status: 200, body: address }) },
    );
    expect(await handle(requestFrom(socket, { forwardedFor, read }))).toMatchObject({
      status: 200,
      body: forwardedFor ?? socket,
    });
    expect(taken).toEqual([sender, sender]);
  },
);
