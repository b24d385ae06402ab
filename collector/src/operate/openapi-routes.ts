/** One route in words; `openapi.ts` makes its operation of it. */
export interface Described {
  readonly method: 'get' | 'post' | 'put' | 'patch' | 'delete';
  /** With `{name}` for what varies. */
  readonly path: string;
  readonly summary: string;
  /** `writeKey` from pages, `secretKey` from shop servers. */
  readonly access: 'writeKey' | 'secretKey' | 'open';
  /** Name of the body's schema; `any` where the body is no JSON of one shape. */
  readonly body?:
    | 'envelope'
    | 'decideRequest'
    | 'identifyRequest'
    | 'socialStartRequest'
    | 'socialLoginRequest'
    | 'serverEnvelope'
    | 'any';
  /** @default application/json */
  readonly mediaTypes?: readonly string[];
  /** JSON Schemas of query parameters besides the key, by name. */
  readonly query?: Readonly<Record<string, object>>;
  /** The query is the column mapping of an import. */
  readonly isImport?: boolean;
  readonly answer: {
    readonly status: 200 | 202 | 204;
    readonly description: string;
    /** @default application/json */
    readonly mediaType?: string;
  };
}

const GZIP = { z: { const: 'gzip' } };
const FROM_PAGES = ['text/plain', 'application/json'];
const NDJSON = 'application/x-ndjson';

/** Every route below `/v1`. */
export const DESCRIBED: readonly Described[] = [
  {
    method: 'post',
    path: '/v1/events',
    summary: 'Accepts events of a page. 202 means durable; every event has one outcome.',
    access: 'writeKey',
    body: 'envelope',
    mediaTypes: FROM_PAGES,
    query: GZIP,
    answer: {
      status: 202,
      description: 'How many events had which outcome, and why some had not.',
    },
  },
  {
    method: 'post',
    path: '/v1/decide',
    summary: 'Decides what to show in the slots of a page.',
    access: 'writeKey',
    body: 'decideRequest',
    mediaTypes: FROM_PAGES,
    answer: { status: 200, description: 'The decision: items or an offer for each slot.' },
  },
  {
    method: 'get',
    path: '/v1/site',
    summary: 'What a page needs to know: banner texts, locale, currency, providers.',
    access: 'writeKey',
    answer: { status: 200, description: 'The site.' },
  },
  {
    method: 'get',
    path: '/v1/limits',
    summary: 'How much one request may hold.',
    access: 'open',
    answer: { status: 200, description: 'The limits.' },
  },
  {
    method: 'post',
    path: '/v1/identify',
    summary: "Ties a visitor to a customer, proved by the shop's token.",
    access: 'writeKey',
    body: 'identifyRequest',
    mediaTypes: FROM_PAGES,
    answer: { status: 202, description: 'Whether they are linked; without consent they are not.' },
  },
  {
    method: 'post',
    path: '/v1/social/{provider}/start',
    summary: 'Makes the nonce of one social login: single use, ten minutes.',
    access: 'writeKey',
    body: 'socialStartRequest',
    mediaTypes: FROM_PAGES,
    answer: { status: 200, description: 'The nonce.' },
  },
  {
    method: 'post',
    path: '/v1/social/{provider}',
    summary: 'Verifies an ID token and keeps what the `social` consent allows.',
    access: 'writeKey',
    body: 'socialLoginRequest',
    mediaTypes: FROM_PAGES,
    answer: { status: 200, description: 'Which fields were kept.' },
  },
  {
    method: 'post',
    path: '/v1/server/events',
    summary: "Accepts orders, refunds, complaints and contacts of the shop's own books.",
    access: 'secretKey',
    body: 'serverEnvelope',
    query: GZIP,
    answer: {
      status: 202,
      description: 'How many events had which outcome, and why some had not.',
    },
  },
  {
    method: 'put',
    path: '/v1/catalog/items',
    summary: 'Takes the catalogue as NDJSON, CSV or a Google Merchant feed.',
    access: 'secretKey',
    body: 'any',
    mediaTypes: [NDJSON, 'text/csv', 'application/xml'],
    query: {
      mode: { enum: ['upsert', 'replace'] },
      force: { type: 'string', description: 'Replaces even when over 30 % of the items would go.' },
    },
    answer: { status: 200, description: 'What became of the lines.' },
  },
  {
    method: 'patch',
    path: '/v1/catalog/items/{id}',
    summary: 'Changes fields of one item; null takes one away.',
    access: 'secretKey',
    body: 'any',
    answer: { status: 200, description: 'The item as it is now.' },
  },
  {
    method: 'delete',
    path: '/v1/catalog/items/{id}',
    summary: 'Takes an item out of the catalogue.',
    access: 'secretKey',
    answer: { status: 204, description: 'It is gone.' },
  },
  {
    method: 'post',
    path: '/v1/import/orders',
    summary: 'Imports orders from a CSV file, plain or gzip. The same file again resumes.',
    access: 'secretKey',
    body: 'any',
    mediaTypes: ['text/csv', 'application/gzip'],
    isImport: true,
    answer: { status: 200, description: 'Progress, then the summary.', mediaType: NDJSON },
  },
  {
    method: 'get',
    path: '/v1/import/orders/{sha}/refused',
    summary: 'The refused lines of a file, each with its number and reason.',
    access: 'secretKey',
    answer: { status: 200, description: 'One refused line a line.', mediaType: NDJSON },
  },
];
