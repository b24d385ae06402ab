import {
  catalogItem,
  context,
  decideRequest,
  envelope,
  identifyRequest,
  serverEnvelope,
  serverEvent,
  socialLoginRequest,
  socialStartRequest,
  wireEvent,
} from '@tendero/schema/zod';
import { Hono } from 'hono';
import * as z from 'zod';
import type { Config } from '../config.ts';
import { loopbackOrOperator } from '../middleware/loopback-or-operator.ts';
import { importParameters } from '../orders/import/mapping.ts';
import { DESCRIBED, type Described } from './openapi-routes.ts';

/** What the bodies are checked with, so that the description can't say something else than the collector does. */
const PARSERS = {
  context,
  wireEvent,
  decideRequest,
  identifyRequest,
  socialStartRequest,
  socialLoginRequest,
  serverEvent,
  catalogItem,
};

/** Their lists are parsed entry by entry, so that a bad one costs no neighbour: the parser of the outside knows no entry. */
const ENVELOPES = {
  envelope: listing(envelope, { contexts: 'context', events: 'wireEvent' }),
  serverEnvelope: listing(serverEnvelope, { events: 'serverEvent' }),
};

interface OpenApiParts {
  readonly config: Config;
  /** For example `v0.1.0`. */
  readonly version: string;
}

/** `GET /openapi.json`: the HTTP contract in OpenAPI 3.1 (operator key off loopback). */
export function createOpenApiRoutes({ config, version }: OpenApiParts): Hono {
  const document = openApi(version);
  return new Hono().get('/openapi.json', loopbackOrOperator({ config }), (c) => c.json(document));
}

/** The description of every v1 route. */
export function openApi(version: string): Record<string, unknown> {
  return {
    openapi: '3.1.1',
    info: { title: 'Tendero collector', version: version.replace(/^v/, ''), license: LICENSE },
    paths: paths(),
    components: {
      schemas: {
        ...Object.fromEntries(Object.entries(PARSERS).map(([name, one]) => [name, toSchema(one)])),
        ...ENVELOPES,
        problem: PROBLEM,
      },
      securitySchemes: {
        writeKey: { type: 'apiKey', in: 'query', name: 'key' },
        secretKey: { type: 'http', scheme: 'bearer' },
      },
    },
  };
}

const LICENSE = { name: 'MIT', identifier: 'MIT' };

function paths(): Record<string, Record<string, unknown>> {
  const all: Record<string, Record<string, unknown>> = {};
  for (const route of DESCRIBED) {
    all[route.path] = { ...all[route.path], [route.method]: operation(route) };
  }
  return all;
}

function operation(route: Described): object {
  const { summary, access, body, mediaTypes = ['application/json'], answer } = route;
  return {
    summary,
    security: access === 'open' ? [] : [{ [access]: [] }],
    parameters: [...pathParameters(route.path), ...queryParameters(route)],
    ...(body === undefined
      ? {}
      : { requestBody: { required: true, content: content(mediaTypes, bodySchema(body)) } }),
    responses: {
      [answer.status]: {
        description: answer.description,
        ...(answer.status === 204 ? {} : { content: content([answer.mediaType ?? JSON_TYPE], {}) }),
      },
      default: {
        description: 'Refused whole.',
        content: content(['application/problem+json'], { $ref: '#/components/schemas/problem' }),
      },
    },
  };
}

const JSON_TYPE = 'application/json';

function bodySchema(body: NonNullable<Described['body']>): object {
  return body === 'any' ? {} : { $ref: `#/components/schemas/${body}` };
}

function content(mediaTypes: readonly string[], schema: object): object {
  return Object.fromEntries(mediaTypes.map((mediaType) => [mediaType, { schema }]));
}

function pathParameters(path: string): object[] {
  return [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }));
}

function queryParameters({ query = {}, isImport = false }: Described): object[] {
  const fromParser = isImport ? Object.entries(toSchema(importParameters).properties ?? {}) : [];
  return [...Object.entries(query), ...fromParser].map(([name, schema]) => ({
    name,
    in: 'query',
    schema,
  }));
}

/** The schema of an envelope with the schemas of its lists' entries. */
function listing(
  outside: z.ZodType,
  entries: Readonly<Record<string, keyof typeof PARSERS>>,
): z.core.JSONSchema.BaseSchema {
  const schema = toSchema(outside);
  const lists = Object.entries(entries).map(([name, entry]) => [
    name,
    { ...Object(schema.properties?.[name]), items: { $ref: `#/components/schemas/${entry}` } },
  ]);
  return { ...schema, properties: { ...schema.properties, ...Object.fromEntries(lists) } };
}

function toSchema(type: z.ZodType): z.core.JSONSchema.BaseSchema {
  const { $schema: _, ...schema } = z.toJSONSchema(type, { io: 'input' });
  return schema;
}

const PROBLEM = {
  type: 'object',
  description: 'RFC 9457 problem details.',
  required: ['type', 'title', 'status', 'code', 'detail', 'retry'],
  properties: {
    type: { type: 'string' },
    title: { type: 'string' },
    status: { type: 'integer' },
    code: { type: 'string' },
    detail: { type: 'string' },
    expected: { type: 'string' },
    got: { type: 'string' },
    retry: { type: 'boolean', description: 'Whether the same request may succeed later.' },
  },
};
