/** The shop of the benchmark: what it sells, who looked at what, and its rules. */
export const BENCH_SITE = {
  id: 'bench',
  name: 'Bench',
  origins: ['https://shop.example'],
  writeKeys: ['write-key-0123456789'],
  currency: 'EUR',
  locale: 'en',
  timeZone: 'UTC',
};

export const ITEMS = 40_000;
const SESSIONS = 200_000;
const EVENTS_A_SESSION = 5;
const SESSIONS_AN_INSERT = 20_000;
/** Visitors whose decision the ledger has. */
export const KNOWN_VISITORS = 2_000;
const DAY_MS = 86_400_000;

export function visitorOf(index: number): string {
  return index.toString(16).padStart(32, '0');
}

/** Few things are wanted much, and neighbours go together. */
export function drawItem(random: () => number, near?: number): number {
  if (near !== undefined && random() < 0.7) return (near + Math.floor(random() * 20)) % ITEMS;
  return Math.floor(ITEMS * random() ** 3);
}

/** A million views, a part at a time, as lines of `events_raw`. */
export function* makeEvents(random = Math.random, now = Date.now()): Generator<string> {
  for (let first = 0; first < SESSIONS; first += SESSIONS_AN_INSERT) {
    const lines: string[] = [];
    for (let session = first; session < first + SESSIONS_AN_INSERT; session += 1) {
      let item = drawItem(random);
      const start = now - DAY_MS - Math.floor(((SESSIONS - session) / SESSIONS) * 60 * DAY_MS);
      for (let event = 0; event < EVENTS_A_SESSION; event += 1) {
        lines.push(eventLine({ session, event, item, time: start + event * 30_000 }));
        item = drawItem(random, item);
      }
    }
    yield lines.join('');
  }
}

function eventLine({
  session,
  event,
  item,
  time,
}: {
  session: number;
  event: number;
  item: number;
  time: number;
}): string {
  const at = new Date(time).toISOString();
  return `${JSON.stringify({
    site_id: BENCH_SITE.id,
    event_id: `${session}-${event}`,
    type: event === 3 ? 'add_to_cart' : 'view_item',
    time: at,
    client_day: at.slice(0, 10),
    day: at.slice(0, 10),
    received_at: at,
    source: 'browser',
    visitor_id: visitorOf(session),
    session_id: `s${session}`,
    purposes: ['analytics', 'personalization'],
    'items.item_id': [`i${item}`],
    'items.item_name': [''],
    'items.item_brand': [''],
    'items.item_category': [''],
    'items.item_category2': [''],
    'items.item_category3': [''],
    'items.item_category4': [''],
    'items.item_category5': [''],
    'items.item_variant': [''],
    'items.price': [null],
    'items.quantity': [1],
    'items.discount': [null],
    'items.coupon': [''],
  })}\n`;
}

/** 40,000 things in 200 categories and 50 brands, one in 20 sold out, as lines of `catalog_items`. */
export function makeCatalog(): string {
  return Array.from({ length: ITEMS }, (_, index) =>
    JSON.stringify({
      site_id: BENCH_SITE.id,
      item_id: `i${index}`,
      item_group_id: `g${Math.floor(index / 2)}`,
      title: { en: `Thing number ${index}` },
      url: `/p/i${index}`,
      image_url: `/i/i${index}.jpg`,
      price: String(5 + (index % 90)),
      sale_price: null,
      currency: 'EUR',
      availability: index % 20 === 0 ? 'out_of_stock' : 'in_stock',
      category: [`Hall ${index % 20}`, `Shelf ${index % 200}`],
      brand: `Brand ${index % 50}`,
      attributes: {},
      updated_at: new Date().toISOString(),
      version: index + 1,
    }),
  ).join('\n');
}

/** Rules of every kind that reorders or leaves out. */
export function makeRules(): object {
  const place = { isOn: true, slots: [], categories: [] };
  return {
    rules: [
      { ...place, id: 'pin', slots: ['home'], type: 'pin', items: ['i7'] },
      { ...place, id: 'boost', type: 'boost', match: { brand: 'Brand 3' }, factor: 3 },
      { ...place, id: 'bury', type: 'bury', match: { brand: 'Brand 4' } },
      { ...place, id: 'exclude', type: 'exclude', match: { category: 'Shelf 9' } },
      { ...place, id: 'stock', type: 'in_stock_only' },
      { ...place, id: 'band', type: 'price_band', least: 6, most: 90 },
      { ...place, id: 'limit', type: 'limit', by: 'brand', most: 2 },
    ],
  };
}

/** What known visitors decided, by table. */
export function makeStandings(): Readonly<Record<string, string>> {
  const at = new Date(Date.now() - DAY_MS).toISOString();
  const all = Array.from({ length: KNOWN_VISITORS }, (_, index) => visitorOf(index));
  const lines = (row: (visitor: string) => object) =>
    all.map((visitor) => `${JSON.stringify(row(visitor))}\n`).join('');
  const who = (visitor: string) => ({ site_id: BENCH_SITE.id, visitor_id: visitor });
  return {
    consent_subjects: lines((visitor) => ({ ...who(visitor), subject_key: '00' })),
    consent_states: lines((visitor) => ({
      ...who(visitor),
      granted: ['analytics', 'personalization'],
      decision_id: visitor,
      decided_at: at,
      rank: 1,
    })),
  };
}
