import type { Product } from '../catalog/product.ts';
import { toCatalogLine } from '../catalog/wire.ts';
import type { EventGoods } from './cart.ts';

/** An order as `POST /v1/server/events` takes it. */
export interface OrderEvent extends EventGoods {
  readonly id: string;
  readonly type: 'purchase';
  readonly time: number;
  readonly transaction_id: string;
  readonly shipping: number;
  readonly country: string;
  readonly visitor_id?: string;
  readonly customer_id?: string;
}

/** The shop's server at the collector's door. */
export interface Collector {
  /** `sent`: done; `refused`: never again; `later`: not now, the same may succeed. */
  sendOrder: (order: OrderEvent) => Promise<'sent' | 'refused' | 'later'>;
  /** Replaces the collector's catalogue. @throws when the collector didn't take it. */
  sendCatalog: (products: readonly Product[], origin: string) => Promise<void>;
}

const TIMEOUT_MS = 10_000;

/** Speaks to the collector at `url` with the site's secret key. */
export function createCollector({ url, secretKey }: { url: string; secretKey: string }): Collector {
  const send = (method: string, path: string, type: string, body: string): Promise<Response> =>
    fetch(`${url}${path}`, {
      method,
      body,
      headers: { 'content-type': type, authorization: `Bearer ${secretKey}` },
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
  return {
    sendOrder: async (order) => {
      const body = JSON.stringify({ v: 1, events: [order] });
      const answer = await send('POST', '/v1/server/events', 'application/json', body).catch(
        () => undefined,
      );
      if (!answer || answer.status === 429 || answer.status >= 500) return 'later';
      return answer.ok ? 'sent' : 'refused';
    },
    sendCatalog: async (products, origin) => {
      const lines = products.map((product) => JSON.stringify(toCatalogLine(product, origin)));
      const path = '/v1/catalog/items?mode=replace';
      const answer = await send('PUT', path, 'application/x-ndjson', `${lines.join('\n')}\n`);
      if (!answer.ok) throw new Error(`The collector refused the catalogue (${answer.status}).`);
    },
  };
}
