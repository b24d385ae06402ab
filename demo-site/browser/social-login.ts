import { ask } from './tendero.ts';

/** Gives a login at the provider the collector's nonce, so that the collector can verify its token. */
export function startSocialLogins(): void {
  for (const link of document.querySelectorAll<HTMLAnchorElement>('a[data-social]')) {
    link.addEventListener('click', (event) => {
      event.preventDefault();
      void go(link);
    });
  }
}

async function go(link: HTMLAnchorElement): Promise<void> {
  const provider = link.dataset['social'] ?? '';
  const nonce = await ask((tendero) => tendero.startSocialLogin(provider));
  const url = new URL(link.href);
  if (nonce) url.searchParams.set('nonce', nonce);
  location.assign(url);
}
