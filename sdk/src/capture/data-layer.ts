import type { Item } from '@tendero/schema';
import type { Fields, Track } from '../events.ts';
import { followLayer, type Raw } from '../lib/follow-layer.ts';
import { safely } from '../lib/safely.ts';
import { SHOP_EVENTS } from './commerce.ts';

/**
 * What flows in of an event or an item: amounts, properties, and other fields. Nothing else does:
 * a data layer may hold personal data.
 */
const NAMES =
  /^((price|quantity|discount|value|tax|shipping)|(search_term|method|(item_list|promotion)_\w+)|transaction_id|currency|coupon|item_\w+)$/;

/** So many fit into the 32 KiB that the collector takes of an event. */
const MAX_ITEMS = 150;

/**
 * Tracks what the shop tells Google, past and future: `dataLayer.push({ event, ecommerce })` and
 * `gtag('event', name, fields)`, which pushes its arguments as they are.
 */
export function readDataLayer(name: string, track: Track): void {
  const read = safely((entry: Raw) => {
    const type = String(entry[0] === 'event' ? entry[1] : entry['event']);
    if (!SHOP_EVENTS.includes(type)) return;
    track(type, toFields({ ...entry, ...Object(entry[2]), ...Object(entry['ecommerce']) }));
  });
  followLayer(name, read);
}

function toFields(raw: Raw): Fields {
  const fields: Fields = { properties: {} };
  const { items } = raw;
  collect(raw, fields, fields.properties);
  if (Array.isArray(items))
    fields.items = items
      .slice(0, MAX_ITEMS)
      .map(toItem)
      .filter(({ item_id }) => item_id);
  return fields;
}

/** GA4 takes an item by its id or by its name, which were `id` and `name` before; '' where it has none of them. */
function toItem(raw: Raw | null): Item {
  const item: Partial<Item> = {};
  collect({ item_id: raw?.['id'], item_name: raw?.['name'], ...raw }, item);
  return { item_id: item.item_name ?? '', ...item };
}

function collect(raw: Raw, fields: Raw, properties: Raw = {}): void {
  for (const [name, value] of Object.entries(raw)) {
    const found = NAMES.exec(name);
    if (!found || (value ?? '') === '') continue;
    if (!found[2]) (found[3] ? properties : fields)[name] = String(value);
    else if (isFinite(Number(value))) fields[name] = Number(value);
  }
}
