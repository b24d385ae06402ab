import type { Tendero } from '@tendero/sdk';

/** The global of the script tag: a queue until the script is there, then the real thing. */
type Global = (method: string | ((tendero: Tendero) => void), ...args: unknown[]) => unknown;

declare global {
  var tendero: Global;
}

/** Longer than this nobody waits for a button. */
const PATIENCE_MS = 2_500;

/** Tells Tendero something now or as soon as it is there. */
export function tell(method: string, ...args: unknown[]): void {
  globalThis.tendero(method, ...args);
}

/** Asks Tendero for something; null when it isn't there or takes too long. */
export function ask<Answer>(
  question: (tendero: Tendero) => Promise<Answer>,
): Promise<Answer | null> {
  return new Promise((resolve) => {
    setTimeout(() => resolve(null), PATIENCE_MS);
    globalThis.tendero((tendero) => {
      question(tendero).then(resolve, () => resolve(null));
    });
  });
}
