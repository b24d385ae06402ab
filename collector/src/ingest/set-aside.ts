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
import { mask, maskValue } from '../lib/mask.ts';
import { isRecord } from './plain-event.ts';

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

/** What of an event is kept beside its id, items and properties; what may name a person, and unknown fields, are not. */
const EVENT_FIELDS = [
  'type',
  'time',
  'transaction_id',
  'value',
  'currency',
  'tax',
  'shipping',
  'coupon',
];
const ITEM_FIELDS = Object.keys(item.shape);

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
  const event = JSON.stringify(keptEvent(value));
  return `{"event":${event},"context":${contextJson(context)},"sentAt":${sentAt}}`;
}

/** Once for each context: five hundred events may share it. */
function contextJson(context: Context): string {
  const { visitor, session, page: visited, consent } = context;
  const json =
    contextTexts.get(context) ??
    JSON.stringify({ visitor, session, page: masked(visited), consent: masked(consent) });
  contextTexts.set(context, json);
  return json;
}

const contextTexts = new WeakMap<Context, string>();

/** Ids are random by nature, so that masking could only break them. */
function keptEvent(value: unknown): object {
  if (!isRecord(value)) return {};
  const { id, items, properties } = value;
  return {
    id: emptied(id),
    ...maskedFields(value, EVENT_FIELDS),
    items: Array.isArray(items)
      ? items.map((one) => maskedFields(one, ITEM_FIELDS))
      : masked(emptied(items)),
    properties: masked(properties),
  };
}

function maskedFields(value: unknown, names: readonly string[]): object {
  if (!isRecord(value)) return {};
  const kept = names.filter((name) => Object.hasOwn(value, name));
  return Object.fromEntries(kept.map((name) => [name, masked(emptied(value[name]))]));
}

/** An object where the contract has none may hold anything. It stays one, so that a replay rejects it again. */
function emptied(value: unknown): unknown {
  return typeof value === 'object' && value !== null ? {} : value;
}

function masked(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(masked);
  if (!isRecord(value)) return maskValue(value);
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [mask(name), masked(inner)]),
  );
}

function idOf(value: unknown): string {
  if (!isRecord(value) || typeof value['id'] !== 'string') return '';
  return value['id'].slice(0, 128).toWellFormed();
}
