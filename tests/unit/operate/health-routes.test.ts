import { expect, test } from 'vitest';
import { OUTCOMES } from '@tendero/schema';
import { createHealthRoutes } from '../../../collector/src/operate/health-routes.ts';
import { counted, createMetrics } from '../../../collector/src/operate/metrics.ts';
import {
  answerProblems,
  createProblemReport,
} from '../../../collector/src/middleware/answer-problems.ts';
import { fromAddress } from '../../support/app-around.ts';
import { siteConfig } from '../../support/site-config.ts';
import pino from 'pino';

const KEY = 'operator-key-0123456789';
const AUTHORIZED = { Authorization: `Bearer ${KEY}` };

function open(isReady = true) {
  const metrics = createMetrics({ backlog: () => 3 });
  const config = { ...siteConfig(), operatorKeys: [KEY] };
  const routes = createHealthRoutes({
    config,
    registry: metrics.registry,
    isReady: async () => isReady,
  });
  routes.onError(
    answerProblems(
      createProblemReport({
        logger: pino({ level: 'silent' }),
        clock: () => 0,
        metrics,
        refusals: { add: () => undefined },
      }),
    ),
  );
  const get = async (path: string, address: string, headers: Record<string, string> = {}) =>
    routes.request(path, { headers }, fromAddress(address));
  return { metrics, get };
}

test.each<[string, string, Record<string, string>, number]>([
  ['a program on this machine', '127.0.0.1', {}, 200],
  ['a program on this machine, by IPv6', '::1', {}, 200],
  ['a program on this machine, IPv4 in IPv6', '::ffff:127.0.0.1', {}, 200],
  ['another machine', '192.0.2.1', {}, 401],
  ['another machine with the operator key', '192.0.2.1', AUTHORIZED, 200],
  ['a proxy on this machine for somebody', '127.0.0.1', { 'X-Forwarded-For': '192.0.2.1' }, 401],
  ['a proxy that says it by RFC 7239', '127.0.0.1', { Forwarded: 'for=192.0.2.1' }, 401],
  ['a proxy that names its client', '127.0.0.1', { 'X-Real-IP': '192.0.2.1' }, 401],
  ['somebody who forges loopback', '192.0.2.1', { 'X-Forwarded-For': '127.0.0.1' }, 401],
  ['a proxy with the operator key', '127.0.0.1', { ...AUTHORIZED, Via: '1.1 x' }, 200],
])('/metrics for %s', async (_, address, headers, status) => {
  const answer = await open().get('/metrics', address, headers);
  expect(answer.status).toBe(status);
  expect((await answer.text()).includes('tendero_journal')).toBe(status === 200);
});

test('anybody may ask whether it lives and accepts', async () => {
  const { get } = open();
  expect((await get('/healthz', '192.0.2.1')).status).toBe(200);
  expect((await get('/readyz', '192.0.2.1')).status).toBe(200);
  const closing = open(false);
  expect((await closing.get('/healthz', '192.0.2.1')).status).toBe(200);
  expect((await closing.get('/readyz', '192.0.2.1')).status).toBe(503);
});

test('counts what became durable, and nothing that did not', async () => {
  const { metrics, get } = open();
  const lines = () => [{ table: 'ingest_outcomes' as const, json: '{}' }];
  const summarize = counted(lines, metrics);
  const tally = {
    siteId: 'shop',
    source: 'server' as const,
    minute: 0,
    counts: { stored: 4, bot: 1 },
  };
  for (const { settled } of summarize([tally])) settled?.(true);
  for (const { settled } of summarize([tally])) settled?.(false);
  metrics.countRefusal('unknown_key');
  const text = await (await get('/metrics', '127.0.0.1')).text();
  expect(text).toContain('tendero_events_total{site="shop",source="server",outcome="stored"} 4');
  expect(text).toContain('tendero_events_total{site="shop",source="server",outcome="bot"} 1');
  expect(text).toContain('tendero_requests_refused_total{code="unknown_key"} 1');
  expect(text).toContain('tendero_journal_segments_waiting 3');
  for (const outcome of OUTCOMES) expect(text).toContain(`outcome="${outcome}"`);
});
