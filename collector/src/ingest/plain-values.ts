import { type Context, LIMITS, type WireEvent } from '@tendero/schema';
import type { ReadEnvelope } from './parse-envelope.ts';

type Check = (value: unknown) => boolean;

/** The checks of an object's fields by name; a field that is not listed is not plain. */
type Shape = ReadonlyMap<string, Check>;

/**
 * Whether the parser would take an event exactly as it is. False says nothing yet: then the parser is asked, which also
 * drops unknown fields and says what is wrong. Nearly all events are plain, and this costs a tenth of parsing.
 */
export function isPlainEvent(value: unknown): value is WireEvent {
  if (!fits(value, EVENT, ['id', 'type', 'time', 'context'])) return false;
  if (value['type'] === 'purchase') return value['transaction_id'] !== undefined;
  return value['type'] !== 'consent_update';
}

/** The same for an entry of `contexts`. */
export function isPlainContext(value: unknown): value is Context {
  return fits(value, CONTEXT, ['page', 'consent']);
}

/** The same for the outside of a body. */
export function isPlainEnvelope(value: unknown): value is ReadEnvelope {
  return fits(value, ENVELOPE, ENVELOPE_FIELDS);
}

/** Parsed JSON only: own, enumerable fields of plain objects. */
function fits(
  value: unknown,
  shape: Shape,
  required: readonly string[],
): value is Record<string, unknown> {
  if (!isRecord(value)) return false;
  for (const name in value) {
    const check = shape.get(name);
    if (check === undefined || !check(value[name])) return false;
  }
  for (const name of required) if (value[name] === undefined) return false;
  return true;
}

/** Whether a value of parsed JSON is an object with named fields. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function text(max: number): Check {
  return (value) => isLongestText(value, max) && value !== '';
}

/** Well-formed text without NUL, which may be empty. */
function freeText(max: number): Check {
  return (value) => isLongestText(value, max);
}

function isLongestText(value: unknown, max: number): value is string {
  return (
    typeof value === 'string' &&
    value.length <= max &&
    value.isWellFormed() &&
    !value.includes('\0')
  );
}

function matching(pattern: RegExp): Check {
  return (value) => typeof value === 'string' && pattern.test(value);
}

function whole(min: number, max: number): Check {
  return (value) => Number.isSafeInteger(value) && between(value, min, max);
}

function between(value: unknown, min: number, max: number): boolean {
  return typeof value === 'number' && value >= min && value <= max;
}

const isMoney: Check = (value) => between(value, -1e12, 1e12);
const isTime = whole(0, 8_640_000_000_000_000);
const isIdentifier = matching(/^[\x21-\x7e]{1,128}$/);
const isName = matching(/^[a-z][a-z0-9_]{0,39}$/);
const isBoolean: Check = (value) => typeof value === 'boolean';
const isState: Check = (value) => value === 'granted' || value === 'denied' || value === 'unset';

const ITEM: Shape = new Map<string, Check>([
  ['item_id', text(128)],
  ['item_name', text(300)],
  ...[
    'item_brand',
    'item_category',
    'item_category2',
    'item_category3',
    'item_category4',
    'item_category5',
    'item_variant',
    'coupon',
  ].map((name): [string, Check] => [name, text(100)]),
  ['price', isMoney],
  ['quantity', whole(0, 1_000_000)],
  ['discount', isMoney],
]);

const isPropertyText = freeText(2_000);

function isProperty(value: unknown): boolean {
  if (typeof value === 'string') return isPropertyText(value);
  if (typeof value === 'number') return Math.abs(value) <= Number.MAX_SAFE_INTEGER;
  return value === null || typeof value === 'boolean';
}

function areProperties(value: unknown): boolean {
  if (!isRecord(value)) return false;
  let count = 0;
  for (const name in value) {
    count += 1;
    if (count > LIMITS.maxProperties || !isName(name) || !isProperty(value[name])) return false;
  }
  return true;
}

function areItems(value: unknown): boolean {
  return (
    Array.isArray(value) &&
    value.length <= LIMITS.maxItems &&
    value.every((item) => fits(item, ITEM, ['item_id']))
  );
}

const EVENT: Shape = new Map<string, Check>([
  ['id', isIdentifier],
  ['type', isName],
  ['time', isTime],
  ['context', whole(0, LIMITS.maxEvents)],
  ['items', areItems],
  ['transaction_id', text(128)],
  ['value', isMoney],
  ['currency', matching(/^[A-Z]{3}$/)],
  ['tax', isMoney],
  ['shipping', isMoney],
  ['coupon', text(100)],
  ['properties', areProperties],
]);

const PAGE: Shape = new Map<string, Check>([
  ['url', freeText(4_000)],
  ['referrer', freeText(4_000)],
  ['title', freeText(1_000)],
  ['locale', text(35)],
]);

const STATE_NAMES = ['analytics', 'personalization', 'marketing', 'social'];
const STATES: Shape = new Map<string, Check>(STATE_NAMES.map((name) => [name, isState]));

const CONSENT: Shape = new Map<string, Check>([
  ['states', (value) => fits(value, STATES, STATE_NAMES)],
  ['version', text(40)],
  ['at', isTime],
]);

const CONTEXT: Shape = new Map<string, Check>([
  ['visitor', matching(/^[0-9a-f]{32}$/)],
  ['session', isIdentifier],
  ['page', (value) => fits(value, PAGE, ['url'])],
  ['consent', (value) => fits(value, CONSENT, ['states', 'version', 'at'])],
  ['customer_id', text(128)],
  ['internal', isBoolean],
]);

const isList: Check = (value) => Array.isArray(value) && value.length <= LIMITS.maxEvents;

const ENVELOPE: Shape = new Map<string, Check>([
  ['v', (value) => value === 1],
  ['sentAt', isTime],
  ['contexts', isList],
  ['events', isList],
]);
const ENVELOPE_FIELDS = [...ENVELOPE.keys()];
