import type { Page } from '@tendero/schema';

/** This page as an event's context carries it; the fragment stays here, it may hold a secret. */
export function readPage(referrer: string): Page {
  return {
    url: readUrl(),
    referrer,
    title: document.title,
    locale: document.documentElement.lang || navigator.language,
  };
}

/** The address of this page without its fragment. */
export function readUrl(): string {
  return location.href.replace(/#.*/s, '');
}
