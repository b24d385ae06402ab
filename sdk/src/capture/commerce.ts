import type { Profile, Properties } from '@tendero/schema';
import type { Goods, Lead, Order, Promotion, Track } from '../events.ts';

/** What happens in a shop, one function each; field names are GA4's. */
export interface Commerce {
  readonly viewItem: (goods: Goods) => void;
  readonly viewItemList: (goods: Goods) => void;
  /** A choice from a list; `properties` may name the list. */
  readonly selectItem: (goods: Goods) => void;
  readonly search: (term: string, properties?: Properties) => void;
  readonly addToWishlist: (goods: Goods) => void;
  readonly addToCart: (goods: Goods) => void;
  readonly removeFromCart: (goods: Goods) => void;
  readonly viewCart: (goods: Goods) => void;
  readonly beginCheckout: (goods: Goods) => void;
  /** The browser's word on an order; money counts by the record of the shop's server. */
  readonly purchase: (order: Order) => void;
  /** @param method - for example `email` or the name of a login provider. */
  readonly signUp: (method: string, profile?: Profile) => void;
  readonly login: (method: string, profile?: Profile) => void;
  readonly share: (method: string, properties?: Properties) => void;
  readonly generateLead: (lead: Lead) => void;
  /** A promotion on the page came into sight, or was followed; `properties` name it. */
  readonly viewPromotion: (promotion: Promotion) => void;
  readonly selectPromotion: (promotion: Promotion) => void;
}

/** GA4's names of what a shop's own code or its data layer may tell, in an order that packs well. */
export const SHOP_EVENTS: readonly string[] =
  'view_item_list add_to_wishlist add_to_cart remove_from_cart view_item begin_checkout view_cart generate_lead view_promotion select_item purchase select_promotion search login share sign_up'.split(
    ' ',
  );

/** The commerce functions over a tracker. */
export function createCommerce(track: Track): Commerce {
  const entrance = (name: string) => (method: string, profile?: Profile) =>
    track(name, { properties: { method }, profile });
  const saying = (name: string, key: string) => (word: string, properties?: Properties) =>
    track(name, { properties: { ...properties, [key]: word } });
  return {
    ...toFunctions(track),
    search: saying('search', 'search_term'),
    share: saying('share', 'method'),
    signUp: entrance('sign_up'),
    login: entrance('login'),
  };
}

/** A function for each event, by its name in camel case, that takes the fields as they are. */
function toFunctions(track: Track): Omit<Commerce, 'search' | 'signUp' | 'login' | 'share'> {
  return Object.fromEntries(
    SHOP_EVENTS.map((name): unknown[] => [
      name.replace(/_./g, ([, letter = '']) => letter.toUpperCase()),
      (fields: Goods) => track(name, fields),
    ]),
  );
}
