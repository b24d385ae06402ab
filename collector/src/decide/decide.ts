import type { DecideRequest, Decision, Slot, SlotAnswer } from '@tendero/schema';
import type { Catalog } from '../catalog/catalog.ts';
import type { Site } from '../config.ts';
import type { ConsentStanders } from '../consent/consent-store.ts';
import { chooseOffer } from '../offers/choose-offer.ts';
import type { Recommender } from '../recommend/recommender.ts';
import { presentItem } from './present-item.ts';
import { readableRecent } from './readable-recent.ts';
import type { RecentItems } from './recent-items.ts';

/** What decisions stand on. */
export interface DecideParts {
  readonly catalog: Catalog;
  readonly recommender: Recommender;
  readonly consent: ConsentStanders;
  readonly recent: RecentItems;
}

interface Question {
  /** Of the decision; impressions and clicks name it. */
  readonly id: string;
  readonly site: Site;
  readonly request: DecideRequest;
}

interface PageState extends Question {
  /** What of the person's past may be read. */
  readonly recent: readonly string[];
  readonly shownItems: string[];
  readonly shownOffers: string[];
}

const DEFAULT_LIMIT = 4;

/** Fills the slots of a page, in their order; no item, group or offer comes twice. */
export function decide(parts: DecideParts, question: Question): Decision {
  const recent = readableRecent(parts, question);
  const state: PageState = { ...question, recent, shownItems: [], shownOffers: [] };
  const slots = question.request.slots.map((slot): [string, SlotAnswer] => [
    slot.id,
    slot.kind === 'offer' ? decideOffer(parts, state) : decideItems(parts, state, slot),
  ]);
  return { decision: question.id, slots: Object.fromEntries(slots) };
}

function decideOffer({ catalog }: DecideParts, state: PageState): SlotAnswer {
  const { site, recent, shownOffers: shown } = state;
  const { page, cart } = state.request;
  const offer = chooseOffer(catalog, { ...page, site, cart, recent, shown });
  if (offer) state.shownOffers.push(offer.offer_id);
  return { kind: 'offer', offer };
}

function decideItems(
  { catalog, recommender }: DecideParts,
  state: PageState,
  slot: Slot,
): SlotAnswer {
  const { site, recent, shownItems: shown } = state;
  const { page, cart } = state.request;
  const strategy = slot.strategy ?? 'for_you';
  const limit = slot.limit ?? DEFAULT_LIMIT;
  const query = { ...page, siteId: site.id, strategy, cart, recent, shown, limit };
  const seenBefore = recent.filter((itemId) => itemId !== page.item);
  const audience = { site, locale: page.locale, seenBefore };
  const items = recommender
    .recommend(query)
    .map((one) => presentItem(catalog, one, audience))
    .filter((item) => item !== undefined);
  state.shownItems.push(...items.map((item) => item.item_id));
  return { kind: 'recommendations', strategy, items };
}
