import { tell } from './tendero.ts';

/** Makes the forms below `root` put things into the cart without leaving the page. */
export function enhanceAddForms(root: ParentNode): void {
  for (const form of root.querySelectorAll<HTMLFormElement>('form[data-add]')) {
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      void add(form);
    });
  }
}

async function add(form: HTMLFormElement): Promise<void> {
  const answer = await fetch(form.action, {
    method: 'POST',
    body: new FormData(form),
    headers: { accept: 'application/json' },
  }).catch(() => undefined);
  if (!answer?.ok) {
    // The plain way shows the person what is wrong.
    form.submit();
    return;
  }
  const { count }: { count: number } = await answer.json();
  tell('addToCart', { items: [JSON.parse(form.dataset['add'] ?? '{}')], currency: 'EUR' });
  const badge = document.querySelector('[data-cart-count]');
  if (badge) badge.textContent = String(count);
  const status = form.querySelector('[role=status]');
  if (status) status.textContent = form.dataset['added'] ?? '';
}
