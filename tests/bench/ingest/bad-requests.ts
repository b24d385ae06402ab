import { gzipSync } from 'node:zlib';
import { BENCH_SITE, makeContext } from './requests.ts';

const MAX_BODY = 262_144;
const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';

/** The most that single requests can ask of the one thread, each within the limits or refused by them. */
export function badRequests(host: string, visitor: string): Buffer[] {
  const time = Date.now();
  const event = (index: number, more: object) => ({
    id: `bad-${index}`,
    type: 'bad',
    time,
    context: 0,
    ...more,
  });
  const envelope = (events: readonly unknown[]) =>
    JSON.stringify({ v: 1, sentAt: time, contexts: [makeContext(visitor)], events });
  const many = (make: (index: number) => object) =>
    Array.from({ length: 500 }, (_, index) => make(index));
  const words = (text: string) =>
    Object.fromEntries(
      Array.from({ length: 16 }, (_, index) => [`p${index}`, text.slice(0, 1_900)]),
    );
  const page = (url: string) => ({ ...makeContext(visitor), page: { url, referrer: url } });
  const wide = Array.from({ length: 120 }, () => page(`${'a'.repeat(3_999)}/b`));
  const escaped = page('\u0001'.repeat(4_000));
  return [
    post(host, envelope(many((index) => event(index, { type: 'NO', items: [{ price: 'x' }] })))),
    post(host, envelope(many((index) => event(index, { properties: { a: 'a@'.repeat(200) } })))),
    post(host, envelope(many((index) => event(index, words('1234 5678-'.repeat(200))))), true),
    post(
      host,
      envelope(
        many((index) => event(index, { properties: words('?token=eyJ'.repeat(200)) })).slice(0, 30),
      ),
      true,
    ),
    post(
      host,
      JSON.stringify({ v: 1, sentAt: time, contexts: wide, events: [event(0, {})] }),
      true,
    ),
    post(host, envelope([event(0, {})]), false, `Mozilla/5.0 (${'x'.repeat(14_000)}) bot`),
    post(
      host,
      JSON.stringify({
        v: 1,
        sentAt: time,
        contexts: [escaped],
        events: many(() => ({ context: 0 })),
      }),
      true,
    ),
    post(host, `{"v":1,"events":${'['.repeat(MAX_BODY - 100)}`),
    post(host, envelope([`${'['.repeat(1_000)}`]), false),
    post(host, `{"v":1,"sentAt":1,"contexts":[],"events":[${'{},'.repeat(80_000)}{}]}`),
    post(host, JSON.stringify(Object.fromEntries(many((index) => [`k${index}`, index]).entries()))),
    post(host, 'x'.repeat(MAX_BODY)),
    post(host, Buffer.alloc(30_000_000), true),
  ];
}

function post(host: string, text: string | Buffer, isPacked = false, userAgent = FIREFOX): Buffer {
  const body = isPacked ? gzipSync(text) : Buffer.from(text);
  const head = [
    `POST /v1/events?key=${BENCH_SITE.writeKeys[0]}${isPacked ? '&z=gzip' : ''} HTTP/1.1`,
    `Host: ${host}`,
    `Origin: ${BENCH_SITE.origins[0]}`,
    `User-Agent: ${userAgent}`,
    `Content-Length: ${body.length}`,
    '',
    '',
  ].join('\r\n');
  return Buffer.concat([Buffer.from(head), body]);
}
