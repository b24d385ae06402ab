import { randomUUID } from 'node:crypto';
import { type Context, type Rejection, SOCIAL_FIELDS } from '@tendero/schema';
import {
  consentDecision,
  consentStates,
  context as contextShape,
  item,
  page,
  profile,
  wireEvent,
} from '@tendero/schema/zod';
import type { TextLine } from '../journal/journal.ts';
import { mask } from '../lib/mask.ts';

interface SetAside {
  readonly siteId: string;
  readonly outcome: 'rejected' | 'bot';
  readonly rejection: Omit<Rejection, 'index'>;
  /** The event as it came. */
  readonly value: unknown;
  /** Undefined where the context could not be read. */
  readonly context: Context | undefined;
  /** Empty where consent does not allow to keep the event itself. */
  readonly purposes: readonly string[];
  /** The browser's clock at sending, in ms. */
  readonly sentAt: number;
  readonly receivedAt: number;
}

/** What of an event is kept; fields that may name a person, and unknown ones, are not. */
const KEPT_FIELDS = [
  'id',
  'type',
  'time',
  'items',
  'transaction_id',
  'value',
  'currency',
  'tax',
  'shipping',
  'coupon',
  'properties',
];

/** What is too large or too deep to take is so to keep, too: no text is made of it, and no replay would accept it. */
const EXCESSES = new Set(['too_large', 'too_deep']);

/** The line of an event that is kept beside the books: its content only where its consent allows, masked. */
export function setAsideLine(aside: SetAside): TextLine {
  const { rejection, context, value, receivedAt } = aside;
  const isKept = aside.purposes.length > 0;
  const json = JSON.stringify({
    site_id: aside.siteId,
    line_id: randomUUID(),
    event_id: isKept ? idOf(value) : '',
    received_at: new Date(receivedAt).toISOString(),
    outcome: aside.outcome,
    code: rejection.code,
    path: knownPath(rejection.path),
    message: rejection.message.replace(QUOTED, '…'),
    visitor_id: isKept ? (context?.visitor ?? '') : '',
    body: isKept && context && !EXCESSES.has(rejection.code) ? keptBody(aside, context) : '',
  });
  return { table: 'events_set_aside', json };
}

/** Names that the contract knows; a sender's own may be anybody's name or address. */
const KNOWN_NAMES = new Set<string>([
  ...[wireEvent, item, profile, contextShape, page, consentDecision, consentStates].flatMap(
    ({ shape }) => Object.keys(shape),
  ),
  ...SOCIAL_FIELDS,
]);

/** From the first quotation mark on: quoted names may hold such marks, and the last one may be cut off. */
const QUOTED = /".*/s;

/** A path with `*` for each name that the sender made up. */
function knownPath(path: string): string {
  const names = path.split('.');
  const isIndex = (at: number) => at === 1 && names[0] === 'items';
  return names
    .map((name, at) => (name === '' || KNOWN_NAMES.has(name) || isIndex(at) ? name : '*'))
    .join('.');
}

/** What a replay needs: the event, its context without the claimed customer, and the browser's clock. */
function keptBody({ value, sentAt }: SetAside, context: Context): string {
  return `{"event":${maskedJson(keptFields(value))},"context":${contextJson(context)},"sentAt":${sentAt}}`;
}

/** Once for each context: five hundred events may share it. */
function contextJson(context: Context): string {
  const { visitor, session, page, consent } = context;
  const json = contextTexts.get(context) ?? maskedJson({ visitor, session, page, consent });
  contextTexts.set(context, json);
  return json;
}

const contextTexts = new WeakMap<Context, string>();

function maskedJson(value: object): string {
  return JSON.stringify(value, (name, inner: unknown) =>
    typeof inner === 'string' && !IDENTIFIERS.has(name) ? mask(inner) : inner,
  );
}

/** Random by nature, so that masking could only break them. */
const IDENTIFIERS = new Set(['id', 'visitor', 'session']);

function keptFields(value: unknown): Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return {};
  return Object.fromEntries(Object.entries(value).filter(([name]) => KEPT_FIELDS.includes(name)));
}

function idOf(value: unknown): string {
  if (typeof value !== 'object' || value === null || !('id' in value)) return '';
  return typeof value.id === 'string' ? value.id.slice(0, 128).toWellFormed() : '';
}
