import type { DecideRequest, Decision, Slot, SlotAnswer } from '@tendero/schema';
import type { Catalog } from '../catalog/catalog.ts';
import type { Site } from '../config.ts';
import type { ConsentStanders } from '../consent/consent-store.ts';
import { assign } from '../experiments/assign.ts';
import { explore } from '../experiments/explore.ts';
import { chooseOffer } from '../offers/choose-offer.ts';
import type { Clock } from '../lib/clock.ts';
import type { Recommender } from '../recommend/recommender.ts';
import { applyRules, bePatient, type Patience } from '../rules/apply-rules.ts';
import { slotRules } from '../rules/slot-rules.ts';
import type { SiteSettings } from '../settings/site-settings.ts';
import type { DecisionLog } from './decision-log.ts';
import { type Explained, presentItem } from './present-item.ts';
import { type ReadablePerson, readablePerson } from './readable-person.ts';
import type { RecentItems } from './recent-items.ts';

/** What decisions stand on. */
export interface DecideParts {
  readonly catalog: Catalog;
  readonly recommender: Recommender;
  readonly consent: ConsentStanders;
  readonly recent: RecentItems;
  readonly settings: Pick<SiteSettings, 'of'>;
  /** Keeps what was decided, where it may be kept. */
  readonly decisions: Pick<DecisionLog, 'add'>;
  readonly clock: Clock;
  /** In [0, 1). */
  readonly random: () => number;
}

interface Question {
  /** Of the decision; impressions and clicks name it. */
  readonly id: string;
  readonly site: Site;
  readonly request: DecideRequest;
}

interface PageState extends Question {
  readonly person: ReadablePerson;
  /** In ms UTC. */
  readonly now: number;
  /** The page's category, and the path of its item. */
  readonly categories: readonly string[];
  /** On the page, in the cart, or in a slot before. */
  readonly taken: string[];
  readonly shownOffers: string[];
  readonly patience: Patience;
}

const DEFAULT_LIMIT = 4;
/** More stand-ins make each of them rarer and its estimate worse. */
const SPARE = 8;
const DAY_MS = 86_400_000;
const NOTHING_BOUGHT: ReadonlySet<string> = new Set();

/** Fills the slots of a page, in their order; no item, group or offer comes twice. */
export function decide(parts: DecideParts, question: Question): Decision {
  const state = startPage(parts, question);
  const slots = question.request.slots.map((slot): [string, SlotAnswer] => [
    slot.id,
    slot.kind === 'offer' ? decideOffer(parts, state) : decideItems(parts, state, slot),
  ]);
  return { decision: question.id, slots: Object.fromEntries(slots) };
}

function startPage(parts: DecideParts, question: Question): PageState {
  const { site, request } = question;
  const { item, category } = request.page;
  const path = item === undefined ? [] : (parts.catalog.get(site.id, item)?.category ?? []);
  return {
    ...question,
    person: readablePerson(parts, question),
    now: parts.clock(),
    categories: category === undefined ? path : [category, ...path],
    taken: item === undefined ? [...request.cart] : [item, ...request.cart],
    shownOffers: [],
    patience: bePatient(),
  };
}

function decideOffer({ catalog }: DecideParts, state: PageState): SlotAnswer {
  const { site, person, shownOffers: shown } = state;
  const { page, cart } = state.request;
  const offer = chooseOffer(catalog, { ...page, site, cart, recent: person.recent, shown });
  if (offer) state.shownOffers.push(offer.offer_id);
  return { kind: 'offer', offer };
}

function decideItems(parts: DecideParts, state: PageState, slot: Slot): SlotAnswer {
  const { site, person, taken } = state;
  const { trials } = parts.settings.of(site.id);
  const asked = { slot: slot.id, strategy: slot.strategy ?? 'for_you' };
  const assignment = assign(trials, person.visitor, asked);
  const { strategy } = assignment;
  const share = person.visitor === undefined ? 0 : trials.exploration;
  const { items: found, propensities } = fill(parts, state, { slot, strategy, share });
  const items = found.map((one) => ({ ...one, reason: parts.recommender.explain(site.id, one) }));
  taken.push(...items.map(({ item }) => item.item_id));
  if (person.keptFor) {
    parts.decisions.add({
      site_id: site.id,
      decision_id: state.id,
      slot: slot.id,
      decided_at: new Date(state.now).toISOString(),
      visitor_id: person.keptFor.visitor,
      purposes: person.keptFor.purposes,
      strategy,
      experiment: assignment.experiment,
      held_out: assignment.isHeldOut,
      item_ids: items.map(({ item }) => item.item_id),
      reasons: items.map(({ reason }) => reason.code),
      propensities,
    });
  }
  return present(parts, state, { items, strategy });
}

interface SlotQuestion {
  readonly slot: Slot;
  readonly strategy: NonNullable<Slot['strategy']>;
  /** Of decisions that explore. */
  readonly share: number;
}

function fill(parts: DecideParts, state: PageState, { slot, strategy, share }: SlotQuestion) {
  const { catalog, recommender, random } = parts;
  const { site, person, request, taken } = state;
  const rules = slotRules(parts.settings.of(site.id).rules, {
    slot: slot.id,
    categories: state.categories,
  });
  const limit = slot.limit ?? DEFAULT_LIMIT;
  const query = {
    ...request.page,
    siteId: site.id,
    strategy,
    cart: request.cart,
    recent: person.recent,
    ...(person.visitor !== undefined && { visitor: person.visitor }),
  };
  const filled = applyRules(recommender.candidates(query), rules, {
    itemOf: (itemId) => catalog.get(site.id, itemId),
    taken,
    bought: boughtLately(parts, state, rules.boughtDays),
    limit,
    strategy,
    patience: state.patience,
    ...(share > 0 && { spare: SPARE }),
  });
  return explore(filled, rules, { share, random });
}

function boughtLately(
  { recommender }: DecideParts,
  { site, person, now }: PageState,
  days: number,
): ReadonlySet<string> {
  if (days === 0 || person.visitor === undefined) return NOTHING_BOUGHT;
  return recommender.boughtSince(site.id, person.visitor, now - days * DAY_MS);
}

function present(
  { catalog }: DecideParts,
  { site, person, request }: PageState,
  { items, strategy }: Pick<SlotQuestion, 'strategy'> & { readonly items: readonly Explained[] },
): SlotAnswer {
  const { item, locale } = request.page;
  const seenBefore = person.recent.filter((itemId) => itemId !== item);
  const audience = { site, locale, seenBefore };
  return {
    kind: 'recommendations',
    // what was found says more than what was sought: a heading stands above it
    strategy: items[0]?.strategy ?? strategy,
    items: items.map((one) => presentItem(catalog, one, audience)),
  };
}
