import type {
  ConsentChoice,
  ConsentSource,
  ConsentStates,
  PageContext,
  PageEvents,
  PageRequest,
} from '@tendero/schema';

declare global {
  interface Navigator {
    /** https://w3c.github.io/gpc/ */
    readonly globalPrivacyControl?: boolean;
  }
}

/** A decision as a consent platform knows it; purposes left out are denied. */
export type PlatformStates = { [Name in keyof ConsentStates]?: ConsentStates[Name] | undefined };

/** Tells Tendero what a consent platform says, each time that it may be news. */
export type Tell = (states: PlatformStates, version: string) => void;

/**
 * A teller of decisions to the SDK of this page, whichever of both is there first. What is in force
 * already is not told again. Global Privacy Control denies what goes beyond this shop.
 */
export function createTell(source: ConsentSource): Tell {
  let latest: ConsentChoice | undefined;

  function tell(): void {
    const choice = latest;
    if (!choice) return;
    const respond = ({ consent }: PageContext) => {
      const isKnown = consent?.version === choice.version && isSame(consent.states, choice.states);
      if (!isKnown) dispatch('tendero-consent-decision', choice);
    };
    const request: PageRequest = { version: 1, respond };
    dispatch('tendero-request', request);
  }

  document.addEventListener('tendero-ready', tell);
  return (states, version) => {
    const { analytics, personalization, marketing, social } = states;
    const isPrivate = navigator.globalPrivacyControl;
    latest = {
      states: {
        analytics: analytics ?? 'denied',
        personalization: personalization ?? 'denied',
        marketing: (!isPrivate && marketing) || 'denied',
        social: (!isPrivate && social) || 'denied',
      },
      version: version || '1',
      source,
    };
    tell();
  };
}

function isSame(one: ConsentStates, other: ConsentStates): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

function dispatch<Name extends keyof PageEvents>(name: Name, detail: PageEvents[Name]): void {
  document.dispatchEvent(new CustomEvent(name, { detail }));
}
