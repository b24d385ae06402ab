import type {
  DecidedItem,
  DecidedOffer,
  Decision,
  Reason,
  SlotAnswer,
  Strategy,
} from '@tendero/schema';
import { STRATEGIES } from '@tendero/schema';

type Json = Record<string, unknown>;

/**
 * Reads the collector's answer. What a widget could not show (no title, address, price) is left out;
 * null when it is no decision at all. Addresses are checked where they are shown.
 */
export function parseDecision(body: unknown): Decision | null {
  if (!isObject(body) || !isText(body['decision']) || !isObject(body['slots'])) return null;
  const slots: Decision['slots'] = {};
  for (const [id, value] of Object.entries(body['slots'])) {
    const answer = parseAnswer(value);
    if (answer) slots[id] = answer;
  }
  return { decision: body['decision'], slots };
}

function parseAnswer(value: unknown): SlotAnswer | undefined {
  if (!isObject(value)) return undefined;
  if (value['kind'] === 'offer')
    return { kind: 'offer', offer: isOffer(value['offer']) ? value['offer'] : null };
  if (value['kind'] !== 'recommendations' || !Array.isArray(value['items'])) return undefined;
  const strategy = value['strategy'];
  if (!isStrategy(strategy)) return undefined;
  return { kind: 'recommendations', strategy, items: value['items'].filter(isItem) };
}

function isStrategy(value: unknown): value is Strategy {
  return STRATEGIES.some((known) => known === value);
}

function isItem(value: unknown): value is DecidedItem {
  return (
    isObject(value) &&
    ['item_id', 'title', 'url', 'image_url', 'currency'].every((name) => isText(value[name])) &&
    isPrice(value['price']) &&
    (value['sale_price'] === undefined || isPrice(value['sale_price'])) &&
    isReason(value['reason'])
  );
}

function isOffer(value: unknown): value is DecidedOffer {
  return (
    isObject(value) &&
    ['offer_id', 'title', 'text', 'action', 'url'].every((name) => isText(value[name])) &&
    isOptionalText(value['image_url']) &&
    isOptionalText(value['code']) &&
    isReason(value['reason'])
  );
}

function isReason(value: unknown): value is Reason {
  return isObject(value) && isText(value['code']) && isOptionalText(value['title']);
}

function isPrice(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0;
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

function isOptionalText(value: unknown): value is string | undefined {
  return value === undefined || typeof value === 'string';
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null;
}
