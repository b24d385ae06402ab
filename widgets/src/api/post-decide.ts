import type { Decision, DecideRequest } from '@tendero/schema';
import type { Connection } from './connection.ts';
import { parseDecision } from './parse-decision.ts';

/** A widget that comes later than this only disturbs. */
const ANSWER_WAIT_MS = 5_000;

/**
 * Asks the collector; null when it is away, refuses or answers nonsense.
 * A plain text body without own headers needs no preflight.
 */
export async function postDecide(
  { key, endpoint }: Connection,
  request: DecideRequest,
): Promise<Decision | null> {
  try {
    const response = await fetch(`${endpoint}/v1/decide?key=${encodeURIComponent(key)}`, {
      method: 'POST',
      body: JSON.stringify(request),
      credentials: 'omit',
      // The full address may carry what the shop put into its query.
      referrerPolicy: 'strict-origin',
      signal: AbortSignal.timeout(ANSWER_WAIT_MS),
    });
    return response.ok ? parseDecision(await response.json()) : null;
  } catch {
    return null;
  }
}
