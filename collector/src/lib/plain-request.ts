/**
 * A request as nearly all browsers and proxies send their events: `POST`, HTTP/1.1, of printable ASCII up to its body, which has
 * a length and stays as it is on its way.
 */
export interface PlainRequest {
  /** Path and query, as sent. */
  readonly target: string;
  /** By lower-case name. */
  readonly headers: ReadonlyMap<string, string>;
  readonly body: Buffer;
}

/** The rest may still come. */
export const UNFINISHED = 'unfinished';

/** Most of a plain request, head and body. */
const MOST_BYTES = 32_768;
const MOST_HEAD = 8_192;

const HEAD_END = Buffer.from('\r\n\r\n');
const CRLF = 2;
/** Node keeps some more, and not the others. */
const MOST_FIELDS = 100;
const REQUEST_LINE = /POST (\/[!$-~]*) HTTP\/1\.1\r\n/y;
const FIELD_LINE = /([\w!#$%&'*+.^`|~-]+): ([!-~](?:[ -~]*[!-~])?)\r\n/y;

/** What changes how a request is to be read, or what becomes of its connection. */
const NEVER_PLAIN = new Set([
  'expect',
  'proxy-connection',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

/**
 * Reads what came on a connection since the last answer. Undefined says nothing about whether it is HTTP: then Node's own
 * parser is asked, which takes more and answers what is wrong. So this reads nothing that could be understood in two
 * ways (RFC 9112, sections 5 to 7): of what it takes, each byte means the same to Node.
 */
export function readPlainRequest(bytes: Buffer): PlainRequest | typeof UNFINISHED | undefined {
  if (bytes[0] !== POST[0]) return undefined;
  const headEnd = bytes.indexOf(HEAD_END);
  if (headEnd < 0) return bytes.length < MOST_HEAD ? UNFINISHED : undefined;
  if (headEnd > MOST_HEAD) return undefined;
  const head = bytes.toString('latin1', 0, headEnd + CRLF);
  REQUEST_LINE.lastIndex = 0;
  const target = REQUEST_LINE.exec(head)?.[1];
  if (target === undefined) return undefined;
  const headers = readFields(head, REQUEST_LINE.lastIndex);
  const length = headers?.get('content-length') ?? '';
  if (!headers?.has('host') || !/^\d{1,5}$/.test(length)) return undefined;
  const from = headEnd + HEAD_END.length;
  const to = from + Number(length);
  if (to > MOST_BYTES || bytes.length > to) return undefined;
  if (bytes.length < to) return UNFINISHED;
  return { target, headers, body: bytes.subarray(from, to) };
}

const POST = Buffer.from('POST');

/** Each name once, for of several Node takes the first, the last or all. */
function readFields(head: string, from: number): Map<string, string> | undefined {
  const fields = new Map<string, string>();
  FIELD_LINE.lastIndex = from;
  while (FIELD_LINE.lastIndex < head.length) {
    const [, name = '', value = ''] = FIELD_LINE.exec(head) ?? [];
    const lower = name.toLowerCase();
    if (lower === '' || fields.has(lower) || NEVER_PLAIN.has(lower)) return undefined;
    if (fields.size === MOST_FIELDS) return undefined;
    if (lower === 'connection' && value.toLowerCase() !== 'keep-alive') return undefined;
    fields.set(lower, value);
  }
  return fields;
}
