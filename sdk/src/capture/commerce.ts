import type { Profile, Properties } from '@tendero/schema';
import type { Fields, Goods, Lead, Order, Track } from '../events.ts';

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
}

/** The commerce functions over a tracker. */
export function createCommerce(track: Track): Commerce {
  const event = (name: string) => (fields: Fields) => track(name, fields);
  const entrance = (name: string) => (method: string, profile?: Profile) =>
    track(name, { properties: { method }, ...(profile && { profile }) });
  return {
    viewItem: event('view_item'),
    viewItemList: event('view_item_list'),
    selectItem: event('select_item'),
    search: (term, properties) =>
      track('search', { properties: { ...properties, search_term: term } }),
    addToWishlist: event('add_to_wishlist'),
    addToCart: event('add_to_cart'),
    removeFromCart: event('remove_from_cart'),
    viewCart: event('view_cart'),
    beginCheckout: event('begin_checkout'),
    purchase: event('purchase'),
    signUp: entrance('sign_up'),
    login: entrance('login'),
    share: (method, properties) => track('share', { properties: { ...properties, method } }),
    generateLead: event('generate_lead'),
  };
}
