import type { Chunks } from './chunks.ts';
import { createClient } from './client.ts';
import type { EventMap } from './events.ts';
import type { TenderoOptions } from './options.ts';
import type { Tendero } from './tendero.ts';

/** Starts Tendero on this page. On a server, where there is no page, its functions do nothing and yield null. */
export function createTendero<Custom extends EventMap = Record<never, never>>(
  options: TenderoOptions,
): Tendero<Custom> {
  if (typeof document === 'undefined') return NOWHERE;
  // A bundler may have left the address of an unset variable: that is the console's matter, not the page's.
  const endpoint = `${options.endpoint}`;
  return createClient({ ...options, endpoint }, (name) => LOADERS[name]());
}

const NOBODY: Tendero = JSON.parse('{}');
/** Has every function but `then`, which would have an `await` wait for ever. */
const NOWHERE = new Proxy(NOBODY, {
  get: (_, name) => (name === 'then' ? undefined : () => null),
});

const LOADERS: { readonly [Name in keyof Chunks]: () => Promise<Chunks[Name]> } = {
  vitals: () => import('./capture/vitals.ts'),
  visit: () => import('./capture/visit.ts'),
  proof: () => import('./identity/proof.ts'),
  report: () => import('./delivery/report.ts'),
};

export type { Commerce } from './capture/commerce.ts';
export type {
  Entrance,
  EventMap,
  Goods,
  KnownEvents,
  Lead,
  Order,
  Plain,
  Plugin,
  Promotion,
  TrackedEvent,
} from './events.ts';
export type { Social } from './identity/customer.ts';
export type { TenderoOptions } from './options.ts';
export type { Tendero } from './tendero.ts';
