import type { Page } from '@tendero/schema';

/** The longest that the collector takes. */
const MAX_URL = 4_000;
const MAX_TITLE = 1_000;

/** This page as an event's context carries it; the fragment stays here, it may hold a secret. */
export function readPage(referrer: string): Page {
  return {
    url: readUrl(),
    referrer: referrer.slice(0, MAX_URL),
    title: document.title.slice(0, MAX_TITLE),
    locale: (document.documentElement.lang || navigator.language).slice(0, 35),
  };
}

/** The address of this page without its fragment. */
export function readUrl(): string {
  return location.href.replace(/#.*/s, '').slice(0, MAX_URL);
}
