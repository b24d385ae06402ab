import type { Context } from '@tendero/schema';
import type { Site } from '../config.ts';
import type { CheckedContext } from './check-event.ts';
import type { VisitClient } from './visit-client.ts';

/** A context as its events need it, whoever read it. */
export interface CapturedContext extends Pick<Context, 'page' | 'consent'> {
  readonly visitor?: string | undefined;
  readonly session?: string | undefined;
  readonly customer_id?: string | undefined;
  readonly internal?: boolean | undefined;
}

/** What a request says around its envelope. */
export interface Asked {
  readonly site: Site;
  readonly receivedAt: number;
  readonly client: VisitClient;
  /** ISO 3166-1 alpha-2 of where the request came from, or empty. */
  readonly country: string;
  readonly gpc: boolean;
  /** From an address of the shop's own team. */
  readonly internal: boolean;
}

/** One envelope with what the request around it says. */
export interface Arrival extends Asked {
  readonly sentAt: number;
  readonly contexts: readonly CheckedContext[];
  readonly events: readonly unknown[];
  /** Size of the unpacked body: no event in it is larger. */
  readonly bodyBytes: number;
}

/** The context that an event as it came names, where both can be read. */
export function contextOf(
  value: unknown,
  contexts: readonly CheckedContext[],
): Context | undefined {
  if (typeof value !== 'object' || value === null || !('context' in value)) return undefined;
  const found = typeof value.context === 'number' ? contexts[value.context] : undefined;
  return found?.ok ? found.context : undefined;
}
