import type { DecidedItem, DecidedOffer, DecideRequest, Decision, Slot } from '@tendero/schema';

/** Goods of a small kitchen shop. */
export const ITEMS: DecidedItem[] = [
  {
    item_id: 'teapot',
    title: 'Hand-thrown teapot in sage green',
    url: '/goods/teapot',
    image_url: '/pictures/teapot.svg',
    price: 49,
    sale_price: 39.5,
    currency: 'EUR',
    reason: { code: 'viewed_with', with: 'cup', title: 'Espresso cup' },
  },
  {
    item_id: 'bowl',
    title: 'Olive wood bowl',
    url: '/goods/bowl',
    image_url: '/pictures/bowl.svg',
    price: 28,
    currency: 'EUR',
    reason: { code: 'bought_with' },
  },
  {
    item_id: 'jug',
    title: 'Milk jug',
    url: '/goods/jug',
    image_url: '/pictures/jug.svg',
    price: 1250,
    currency: 'EUR',
    reason: { code: 'popular' },
  },
  {
    item_id: 'linen',
    title: 'Set of four linen napkins, stone-washed, undyed',
    url: '/goods/linen',
    image_url: '/pictures/linen.svg',
    price: 34,
    currency: 'EUR',
    reason: { code: 'interest', with: 'table', title: 'The laid table' },
  },
];

/** An offer with everything that an offer can have. */
export const OFFER: DecidedOffer = {
  offer_id: 'welcome',
  title: 'A tea tin with your first pot',
  text: 'Take a teapot home this week and we add a tin of our own breakfast tea.',
  action: 'See the teapots',
  url: '/teapots',
  image_url: '/pictures/tin.svg',
  code: 'TEATIME',
  reason: { code: 'interest' },
};

/** Answers every slot in full. */
export function answerAll(request: DecideRequest, decision = 'd1'): Decision {
  return {
    decision,
    slots: Object.fromEntries(request.slots.map((slot) => [slot.id, answerSlot(slot)])),
  };
}

function answerSlot(slot: Slot): Decision['slots'][string] {
  if (slot.kind === 'offer') return { kind: 'offer', offer: OFFER };
  const items = Array.from(
    { length: slot.limit ?? ITEMS.length },
    (_, index) => ITEMS[index % ITEMS.length],
  ).filter((item) => item !== undefined);
  return { kind: 'recommendations', strategy: slot.strategy ?? 'for_you', items };
}
