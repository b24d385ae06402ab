import * as z from 'zod';
import type { CatalogItem } from './catalog.ts';
import { AVAILABILITIES } from './catalog.ts';
import type { ConsentDecision, ConsentSnapshot, ConsentStates } from './consent.ts';
import { CONSENT_SOURCES, SOCIAL_FIELDS } from './consent.ts';
import type { DecideRequest } from './decide.ts';
import { STRATEGIES } from './decide.ts';
import type { Context, Item, Page, Profile, Properties, WireEvent } from './events.ts';
import type { IdentifyRequest, SocialLoginRequest, SocialStartRequest } from './identity.ts';
import { LIMITS } from './limits.ts';
import type { ServerEvent } from './server.ts';
import { SERVER_EVENT_TYPES } from './server.ts';

/** A string that UTF-8 can carry and a terminal can show: no lone surrogate, no NUL. */
const text = (max: number) =>
  z
    .string()
    .min(1)
    .max(max)
    .refine((value) => value.isWellFormed() && !value.includes('\0'), {
      error: 'expected well-formed text without NUL',
    });

const optionalText = (max: number) => text(max).exactOptional();

/** Text that describes: one that is too long, or whose cut went through an emoji, costs letters, not the event. */
const described = (max: number) =>
  z
    .string()
    .min(1)
    .refine((value) => !value.includes('\0'), { error: 'expected text without NUL' })
    .overwrite((value) => value.slice(0, max).toWellFormed())
    .exactOptional();

/** Money: bounded so that it fits the database's Decimal(18,4). */
const money = z.number().min(-1e12).max(1e12);
const time = z.number().int().min(0).max(8_640_000_000_000_000);
const currency = z
  .string()
  .overwrite((value) => value.toUpperCase())
  .regex(/^[A-Z]{3}$/, { error: 'expected an ISO 4217 code such as EUR' });
const identifier = z.string().regex(/^[\x21-\x7e]{1,128}$/, {
  error: 'expected 1 to 128 printable ASCII characters',
});
const visitorId = z.string().regex(/^[0-9a-f]{32}$/, { error: 'expected 128 bits in hex' });
const itemId = text(128);

const state = z.enum(['granted', 'denied', 'unset']);
const socialFields = z.object({
  basic: state.exactOptional(),
  contact: state.exactOptional(),
  demographics: state.exactOptional(),
  friends: state.exactOptional(),
  interests: state.exactOptional(),
} satisfies Record<(typeof SOCIAL_FIELDS)[number], unknown>);

/** Parses {@link ConsentStates}. Purposes of a shop's own banner that we have none for are dropped. */
export const consentStates = z.object({
  analytics: state,
  personalization: state,
  marketing: state,
  social: z.union([state, socialFields]),
}) satisfies z.ZodType<ConsentStates>;

/** Shops number their notices, too, or name them by an address. */
const version = z.preprocess(
  (value) => (typeof value === 'number' ? String(value) : value),
  text(4_000).overwrite((value) => value.slice(0, 40).toWellFormed()),
);

const snapshotShape = { states: consentStates, version, at: time };

/** Parses {@link ConsentSnapshot}. */
export const consentSnapshot = z.strictObject(snapshotShape) satisfies z.ZodType<ConsentSnapshot>;

/** Parses {@link ConsentDecision}. */
export const consentDecision = z.strictObject({
  ...snapshotShape,
  source: z.enum(CONSENT_SOURCES),
}) satisfies z.ZodType<ConsentDecision>;

/** Parses {@link Item}. Unknown fields are dropped: shops decorate their items. */
export const item = z.object({
  item_id: itemId,
  item_name: described(300),
  item_brand: described(100),
  item_category: described(100),
  item_category2: described(100),
  item_category3: described(100),
  item_category4: described(100),
  item_category5: described(100),
  item_variant: described(100),
  price: money.exactOptional(),
  quantity: z.number().int().min(0).max(1_000_000).exactOptional(),
  discount: money.exactOptional(),
  coupon: optionalText(100),
}) satisfies z.ZodType<Item>;

/** The same from a browser, whose word is not the books: of what is sold by the metre, a part counts as a piece. */
const seenItem = item.extend({
  quantity: z.number().min(0).max(1_000_000).overwrite(Math.ceil).exactOptional(),
});

/** The name of an event or a property. */
const name = z.string().regex(/^[a-z][a-z0-9_]{0,39}$/, {
  error: 'expected a name like video_play: a-z, 0-9, _, at most 40 characters',
});

const propertyValue = z.union([
  z
    .string()
    .max(2_000)
    .refine((value) => value.isWellFormed() && !value.includes('\0')),
  z.number().min(-Number.MAX_SAFE_INTEGER).max(Number.MAX_SAFE_INTEGER),
  z.boolean(),
  z.null(),
]);

/** Parses {@link Properties}. */
export const properties = z
  .record(name, propertyValue)
  .refine((value) => Object.keys(value).length <= LIMITS.maxProperties, {
    error: `expected at most ${LIMITS.maxProperties} properties`,
  }) satisfies z.ZodType<Properties>;

/** Parses {@link Profile}. */
export const profile = z.object({
  name: optionalText(200),
  email: z.email().max(254).exactOptional(),
  phone: optionalText(40),
  birth_year: z.number().int().min(1900).max(2100).exactOptional(),
  gender: optionalText(40),
  locale: optionalText(35),
}) satisfies z.ZodType<Profile>;

/** Without the fields that nobody filled in. */
function filledIn(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).filter(([, inner]) => inner !== '' && inner !== null),
  );
}

const MAX_URL = 4_000;

/** An address; one that is longer loses its end, from the parameter on that would not be whole. */
const url = z
  .string()
  .refine((value) => value.isWellFormed() && !value.includes('\0'))
  .overwrite((value) => (value.length > MAX_URL ? cutAddress(value.slice(0, MAX_URL)) : value));

/** By index: a pattern anchored only at the end of the text takes the square of its length. */
function cutAddress(start: string): string {
  return start.slice(0, Math.max(...['/', '?', '&'].map((sign) => start.lastIndexOf(sign))) + 1);
}

/** Parses {@link Page}. */
export const page = z.object({
  url,
  referrer: url.exactOptional(),
  // also an empty one
  title: z
    .string()
    .overwrite((value) => value.slice(0, 1_000).toWellFormed())
    .exactOptional(),
  locale: described(35),
}) satisfies z.ZodType<Page>;

/** Parses {@link Context}. */
export const context = z.object({
  visitor: visitorId.exactOptional(),
  session: identifier.exactOptional(),
  page,
  consent: consentSnapshot,
  customer_id: optionalText(128),
  internal: z.boolean().exactOptional(),
}) satisfies z.ZodType<Context>;

const goodsShape = {
  items: z.array(item).max(LIMITS.maxItems).exactOptional(),
  transaction_id: optionalText(128),
  value: money.exactOptional(),
  currency: currency.exactOptional(),
  tax: money.exactOptional(),
  shipping: money.exactOptional(),
  coupon: optionalText(100),
  properties: properties.exactOptional(),
};

/** Parses {@link WireEvent}; what depends on the clock or on the envelope is the collector's to check. */
export const wireEvent = z
  .object({
    id: identifier,
    type: name,
    time,
    context: z.number().int().min(0).max(LIMITS.maxEvents),
    ...goodsShape,
    items: z.array(seenItem).max(LIMITS.maxItems).exactOptional(),
    profile: z.preprocess(filledIn, profile).exactOptional(),
    consent: consentDecision.exactOptional(),
  })
  .refine((event) => event.type !== 'consent_update' || event.consent !== undefined, {
    error: 'expected the decision',
    path: ['consent'],
  })
  .refine((event) => event.type !== 'purchase' || event.transaction_id !== undefined, {
    error: 'expected the order number',
    path: ['transaction_id'],
  }) satisfies z.ZodType<WireEvent>;

/** Parses {@link Envelope} from outside: version and lists only, so that one bad event costs no neighbour. */
export const envelope = z.object({
  v: z.literal(1),
  sentAt: time,
  contexts: z.array(z.unknown()).max(LIMITS.maxEvents),
  events: z.array(z.unknown()).max(LIMITS.maxEvents),
});

/** Parses {@link ServerEvent}. */
export const serverEvent = z
  .object({
    id: identifier,
    type: z.enum(SERVER_EVENT_TYPES),
    time,
    visitor_id: visitorId.exactOptional(),
    customer_id: optionalText(128),
    ...goodsShape,
    country: optionalText(100),
    channel: optionalText(40),
  })
  .refine((event) => event.value === undefined || event.currency !== undefined, {
    error: 'expected a currency beside the value',
    path: ['currency'],
  })
  .refine(
    (event) =>
      !['purchase', 'refund'].includes(event.type) ||
      (event.transaction_id !== undefined && event.currency !== undefined),
    { error: 'expected transaction_id and currency', path: ['transaction_id'] },
  ) satisfies z.ZodType<ServerEvent>;

/** Parses the outside of a server envelope. */
export const serverEnvelope = z.object({
  v: z.literal(1),
  events: z.array(z.unknown()).max(LIMITS.maxEvents),
});

const itemIds = z.array(itemId).max(200);

/** Parses {@link DecideRequest}. */
export const decideRequest = z.object({
  v: z.literal(1),
  visitor: visitorId.exactOptional(),
  consent: consentSnapshot.nullable(),
  page: z.object({
    url,
    locale: described(35),
    item: itemId.exactOptional(),
    category: optionalText(100),
  }),
  cart: itemIds,
  recent: itemIds,
  slots: z
    .array(
      z.object({
        id: identifier,
        kind: z.enum(['recommendations', 'offer']),
        strategy: z.enum(STRATEGIES).exactOptional(),
        limit: z.number().int().min(1).max(50).exactOptional(),
      }),
    )
    .min(1)
    .max(20),
}) satisfies z.ZodType<DecideRequest>;

const webAddress = text(2_000).regex(/^(?:https?:\/\/|\/(?!\/))/, {
  error: 'expected an http(s) address or a path',
});

/** Parses {@link CatalogItem}. Addresses must be http(s) or a path of the shop. */
export const catalogItem = z.object({
  item_id: itemId,
  item_group_id: optionalText(128),
  title: z.record(z.string().regex(/^[a-z]{2}(?:-[A-Z]{2})?$/), text(300)),
  url: webAddress.exactOptional(),
  image_url: webAddress.exactOptional(),
  price: money.min(0).exactOptional(),
  sale_price: money.min(0).exactOptional(),
  currency: currency.exactOptional(),
  availability: z.enum(AVAILABILITIES),
  category: z.array(text(100)).max(10),
  brand: optionalText(100),
  attributes: z.record(name, text(300)).exactOptional(),
}) satisfies z.ZodType<CatalogItem>;

/** Parses {@link IdentifyRequest}. */
export const identifyRequest = z.object({
  v: z.literal(1),
  visitor: visitorId,
  customer_token: z.string().min(1).max(4_096),
}) satisfies z.ZodType<IdentifyRequest>;

/** Parses {@link SocialStartRequest}. */
export const socialStartRequest = z.object({
  v: z.literal(1),
  binding_hash: z.string().regex(/^[0-9a-f]{64}$/),
}) satisfies z.ZodType<SocialStartRequest>;

/** Parses {@link SocialLoginRequest}. */
export const socialLoginRequest = z.object({
  v: z.literal(1),
  visitor: visitorId,
  token: z.string().min(1).max(16_384),
  nonce: identifier,
  binding: identifier,
  consent: consentSnapshot,
}) satisfies z.ZodType<SocialLoginRequest>;
