import { Validator } from '@seriousme/openapi-schema-validator';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as z from 'zod';
import { openApi } from '../../../collector/src/operate/openapi.ts';
import { fromAddress } from '../../support/app-around.ts';
import {
  openTestCollector,
  TEST_OPERATOR_KEY,
  type TestCollector,
} from '../../support/open-test-collector.ts';

const document = z.object({
  openapi: z.literal('3.1.1'),
  paths: z.record(z.string(), z.record(z.string(), z.unknown())),
});

let collector: TestCollector;
beforeAll(async () => {
  collector = await openTestCollector();
});
afterAll(() => collector.remove());

test('is valid OpenAPI 3.1 in which every reference leads somewhere', async () => {
  const validator = new Validator();
  const result = await validator.validate(structuredClone(openApi('v1.2.3')));
  expect(result.errors).toBeUndefined();
  expect(result.valid).toBe(true);
  expect(() => validator.resolveRefs()).not.toThrow();
});

test('describes every route below /v1 that is mounted, and no other', () => {
  const mounted = collector.app.routes
    .filter(({ path, method }) => path.startsWith('/v1/') && !['ALL', 'OPTIONS'].includes(method))
    .map(({ path, method }) => `${method} ${path.replace(/:(\w+)(?:\{.*?\}+)?/g, '{$1}')}`)
    .map((name) => name.replace(/\/$/, ''));
  const { paths } = document.parse(openApi('v1.2.3'));
  const described = Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
  );
  expect(described.toSorted()).toEqual([...new Set(mounted)].toSorted());
});

test('is for programs on this machine and for operators', async () => {
  const ask = async (address: string, headers: Record<string, string> = {}) =>
    collector.app.request('/openapi.json', { headers }, fromAddress(address));
  expect((await ask('192.0.2.1')).status).toBe(401);
  expect((await ask('127.0.0.1', { 'X-Forwarded-For': '192.0.2.1' })).status).toBe(401);
  const allowed = await ask('192.0.2.1', { Authorization: `Bearer ${TEST_OPERATOR_KEY}` });
  expect(document.parse(await allowed.json()).paths).toHaveProperty(['/v1/events', 'post']);
  expect((await ask('127.0.0.1')).status).toBe(200);
});

test('says what the parsers check', () => {
  const text = JSON.stringify(openApi('v1.2.3'));
  expect(text).toContain('"transaction_id":{"type":"string","minLength":1,"maxLength":128}');
  expect(text).toContain('"items":{"$ref":"#/components/schemas/wireEvent"}');
});
