import { randomUUID } from 'node:crypto';
import { LIMITS, type Rejection, SOCIAL_FIELDS } from '@tendero/schema';
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
import type { CapturedContext } from './arrival.ts';
import { extentOf } from './extent.ts';
import { isRecord } from './plain-values.ts';

interface SetAside {
  readonly siteId: string;
  readonly outcome: 'rejected' | 'bot';
  readonly rejection: Omit<Rejection, 'index'>;
  /** The event as it came, and as {@link keptText} has it. */
  readonly value: unknown;
  readonly kept: string;
  /** Undefined where the context could not be read. */
  readonly context: CapturedContext | undefined;
  /** Of the shop's own team. */
  readonly internal: boolean;
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

/** Codes of events that may be of any size and depth. */
const EXCESSES = new Set(['too_large', 'too_deep']);

/** What raised limits may come to take is kept for a replay; masking more would hold up everybody else. */
const MAX_KEPT_DEPTH = 2 * LIMITS.maxDepth;
const MOST_KEPT = { chars: 4 * LIMITS.maxEventBytes, depth: MAX_KEPT_DEPTH - 1 };
/** One more than may come, so that a replay rejects it again. */
const MAX_KEPT_ITEMS = LIMITS.maxItems + 1;

/** The line of an event that is kept beside the books: its content only where its consent allows, masked. */
export function setAsideLine(aside: SetAside): TextLine & { readonly json: string } {
  const { rejection, context, value, receivedAt } = aside;
  const isKept = aside.purposes.length > 0;
  const fields = JSON.stringify({
    site_id: aside.siteId,
    line_id: randomUUID(),
    event_id: isKept ? idOf(value) : '',
    received_at: new Date(receivedAt).toISOString(),
    outcome: aside.outcome,
    code: rejection.code,
    path: knownPath(rejection.path),
    message: rejection.message.replace(QUOTED, '…'),
    visitor_id: isKept ? (context?.visitor ?? '') : '',
  });
  const body = isKept && context && aside.kept !== '' ? bodyOf(aside, context) : '';
  return { table: 'events_set_aside', json: `${fields.slice(0, -1)},"body":"${body}"}` };
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

/** What a replay needs, quoted: the event, its context without the claimed customer, the browser's clock, whose it was. */
function bodyOf({ kept, sentAt, internal }: SetAside, context: CapturedContext): string {
  const from = `\\"sentAt\\":${sentAt},\\"internal\\":${internal}`;
  return `{\\"event\\":${kept},\\"context\\":${keptContext(context)},${from}}`;
}

/** JSON as it stands inside a text of JSON. */
function quoted(json: string): string {
  return JSON.stringify(json).slice(1, -1);
}

/** What is kept of a context, masked, as quoted JSON. Once for each: five hundred events may share it. */
export function keptContext(context: CapturedContext): string {
  const known = contextTexts.get(context);
  if (known !== undefined) return known;
  const { visitor, session, page: visited, consent } = context;
  const kept = { visitor, session, page: masked(visited), consent: masked(consent) };
  const text = quoted(JSON.stringify(kept));
  contextTexts.set(context, text);
  return text;
}

const contextTexts = new WeakMap<CapturedContext, string>();

/** What may be kept of an event that is set aside for this reason, masked, as quoted JSON; empty if that is too long. */
export function keptText(value: unknown, code: string): string {
  const properties = isRecord(value) ? value['properties'] : undefined;
  if (extentOf(properties, MOST_KEPT).chars > MOST_KEPT.chars) return '';
  const event = keptEvent(value);
  if (EXCESSES.has(code) && JSON.stringify(event).length > MOST_KEPT.chars) return '';
  // ids are random by nature, so that masking could only break them
  return quoted(JSON.stringify({ ...maskedFields(event), id: event['id'] }));
}

/** The same, not masked yet. */
function keptEvent(value: unknown): Record<string, unknown> {
  if (!isRecord(value)) return {};
  const { id, items, properties } = value;
  return {
    id: emptied(id),
    ...keptFields(value, EVENT_FIELDS),
    items: Array.isArray(items) ? items.slice(0, MAX_KEPT_ITEMS).map(keptItem) : emptied(items),
    properties: pruned(properties),
  };
}

function keptItem(value: unknown): object {
  return keptFields(value, ITEM_FIELDS);
}

function keptFields(value: unknown, names: readonly string[]): object {
  if (!isRecord(value)) return {};
  const kept = names.filter((name) => Object.hasOwn(value, name));
  return Object.fromEntries(kept.map((name) => [name, emptied(value[name])]));
}

/** An object where the contract has none may hold anything. It stays one, so that a replay rejects it again. */
function emptied(value: unknown): unknown {
  return typeof value === 'object' && value !== null ? {} : value;
}

/** Objects beyond the depth that may be kept are empty. */
function pruned(value: unknown, level = 1): unknown {
  if (level >= MAX_KEPT_DEPTH) return emptied(value);
  if (Array.isArray(value)) return value.map((one) => pruned(one, level + 1));
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [name, pruned(inner, level + 1)]),
  );
}

function masked(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(masked);
  return isRecord(value) ? maskedFields(value) : maskValue(value);
}

function maskedFields(value: object): object {
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [mask(name), masked(inner)]),
  );
}

function idOf(value: unknown): string {
  if (!isRecord(value) || typeof value['id'] !== 'string') return '';
  return value['id'].slice(0, 128).toWellFormed();
}
