// For the tag names of the widgets.
import type {} from '@tendero/widgets';
import type { BrowseProduct, BrowseView } from '../src/routes/browse-view.ts';
import { enhanceAddForms } from './add-form.ts';
import { element } from './element.ts';
import { tell } from './tendero.ts';

/** Runs the single-page corner, where there is one: views change by history.pushState. */
export function startBrowsing(): void {
  const stage = document.querySelector<HTMLElement>('#browse');
  if (!stage) return;
  show(stage, JSON.parse(stage.dataset['view'] ?? '{}'));
  document.addEventListener('click', (event) => {
    const link = event.target instanceof Element && event.target.closest('a[data-route]');
    const isPlain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey;
    if (!(link instanceof HTMLAnchorElement) || !isPlain) return;
    event.preventDefault();
    void go(stage, link.href, true);
  });
  window.addEventListener('popstate', () => void go(stage, location.href, false));
}

async function go(stage: HTMLElement, href: string, isNew: boolean): Promise<void> {
  const answer = await fetch(href, { headers: { accept: 'application/json' } }).catch(
    () => undefined,
  );
  if (!answer?.ok) {
    location.assign(href);
    return;
  }
  const view: BrowseView = await answer.json();
  if (isNew) history.pushState(null, '', href);
  document.title = `${view.title} · La Tendera`;
  show(stage, view);
  if (isNew) stage.scrollIntoView({ block: 'nearest' });
}

function show(stage: HTMLElement, view: BrowseView): void {
  stage.replaceChildren(...(view.kind === 'shelf' ? shelf(view) : product(view)));
  enhanceAddForms(stage);
  if (view.kind === 'shelf') {
    tell('viewItemList', { items: view.products.map(({ item }) => item) });
  } else {
    tell('viewItem', {
      items: [view.product.item],
      value: view.product.item.price,
      currency: 'EUR',
    });
  }
  for (const link of document.querySelectorAll('a[data-route]')) {
    link.toggleAttribute(
      'aria-current',
      link instanceof HTMLAnchorElement && link.href === location.href,
    );
  }
}

function shelf({ title, products }: BrowseView & { kind: 'shelf' }): Node[] {
  return [
    element('h2', {}, title),
    element('ul', { class: 'goods' }, ...products.map((one) => element('li', {}, card(one)))),
  ];
}

function card({ path, picture, title, price, item }: BrowseProduct): Node {
  return element(
    'a',
    { class: 'card', href: path, 'data-route': '' },
    element('img', { src: picture, alt: '', width: '400', height: '400', loading: 'lazy' }),
    element('span', { class: 'name' }, title),
    element('span', { class: 'maker' }, item.item_brand),
    element('span', { class: 'price' }, price),
  );
}

function product(view: BrowseView & { kind: 'product' }): Node[] {
  const { title, picture, text, price, id } = view.product;
  const info = element(
    'div',
    {},
    element('h2', {}, title),
    element('p', {}, element('span', { class: 'price' }, price)),
    element('p', {}, text),
    view.product.inStock ? addForm(view) : element('p', { class: 'note' }, view.words.soldOut),
  );
  const image = element('img', { src: picture, alt: title, width: '400', height: '400' });
  const widget = (strategy: string) =>
    element('tendero-recommendations', {
      'slot-id': `browse-${strategy}`,
      strategy,
      item: id,
      category: view.category,
      limit: '6',
    });
  return [
    element('article', { class: 'product' }, image, info),
    widget('related'),
    widget('for_you'),
  ];
}

function addForm({
  product: { id, item },
  words,
  addPath,
}: BrowseView & { kind: 'product' }): Node {
  return element(
    'form',
    {
      method: 'post',
      action: addPath,
      'data-add': JSON.stringify(item),
      'data-added': words.added,
    },
    element('input', { type: 'hidden', name: 'id', value: id }),
    element('button', {}, words.add),
    element('p', { class: 'note', role: 'status' }),
  );
}
