import { createTell } from './tell-decision.ts';

/** What of the IAB's `TCData` counts here (TCF 2.3, CMP API v2). */
interface TcData {
  readonly eventStatus?: string;
  readonly gdprApplies?: boolean;
  readonly tcfPolicyVersion?: number;
  readonly purpose?: { readonly consents?: Consents };
  readonly publisher?: { readonly consents?: Consents };
}

type Consents = Readonly<Record<number, boolean>>;

declare global {
  interface Window {
    __tcfapi?: (
      command: 'addEventListener',
      version: 2,
      listener: (data: TcData | null, isSuccess: boolean) => void,
    ) => void;
  }
}

/**
 * Follows a consent platform of the IAB's Transparency & Consent Framework. Each purpose needs 1
 * (store on the device): analytics 8 (measure content), personalization 5 and 6 (profiles for
 * content), marketing 3 and 4 (profiles for advertising). Legitimate interest grants nothing.
 */
export function followTcf(): void {
  const tell = createTell('tcf');

  function hear(data: TcData | null, isSuccess: boolean): void {
    // Without success there may be no data.
    if (!data || !isSuccess || data.gdprApplies === false) return;
    if (!['tcloaded', 'useractioncomplete'].includes(data.eventStatus ?? '')) return;
    const isAllowed = (purpose: number) =>
      data.purpose?.consents?.[purpose] && data.publisher?.consents?.[purpose] !== false;
    const toState = (...purposes: number[]) =>
      [1, ...purposes].every(isAllowed) ? 'granted' : 'denied';
    tell(
      { analytics: toState(8), personalization: toState(5, 6), marketing: toState(3, 4) },
      `tcf-${data.tcfPolicyVersion ?? ''}`,
    );
  }

  function start(): void {
    if (window.__tcfapi) window.__tcfapi('addEventListener', 2, hear);
    // The platform's stub stands at the head of the page; if not, it comes when its tag does.
    else setTimeout(start, 500);
  }

  start();
}
