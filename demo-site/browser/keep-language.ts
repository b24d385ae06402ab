/** The catalogue has one address for each thing; on a Spanish page its links stay in Spanish. */
export function keepLanguage(): void {
  if (document.documentElement.lang !== 'es') return;
  for (const type of ['click', 'auxclick'] as const) {
    document.addEventListener(type, (event) => {
      const link = event.composedPath().find((node) => node instanceof HTMLAnchorElement);
      if (link?.origin === location.origin && link.pathname.startsWith('/p/')) {
        link.pathname = `/es${link.pathname}`;
      }
    });
  }
}
