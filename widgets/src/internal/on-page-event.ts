import type { PageEvents } from '@tendero/schema';

/** Listens for an event of the page protocol on `page`; the returned function stops it. */
export function onPageEvent<Name extends keyof PageEvents>(
  page: Document,
  name: Name,
  listener: (detail: PageEvents[Name]) => void,
): () => void {
  const handle = (event: Event) => {
    if (event instanceof CustomEvent) listener(event.detail);
  };
  page.addEventListener(name, handle);
  return () => page.removeEventListener(name, handle);
}
