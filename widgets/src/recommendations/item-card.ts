import type { DecidedItem } from '@tendero/schema';
import type { TemplateResult } from 'lit';
import { html, nothing } from 'lit';
import { languageOf } from '../internal/locale.ts';
import { formatMoney } from '../internal/money.ts';
import { safeUrl } from '../internal/safe-url.ts';
import { reasonText } from './reason-text.ts';
import { RECOMMENDATION_TEXTS } from './recommendations.texts.ts';

/** How a card is written and what its link does. */
export interface ItemCardOptions {
  readonly locale: string;
  readonly onOpen: (event: MouseEvent) => void;
}

/** The card of one item; undefined when its address or its price can't be shown. */
export function itemCard(item: DecidedItem, options: ItemCardOptions): TemplateResult | undefined {
  const { locale, onOpen } = options;
  const url = safeUrl(item.url, location.href);
  const prices = priceLine(item, locale);
  if (!url || !prices) return undefined;
  return html`
    <li part="card" data-item=${item.item_id}>
      <a part="link" href=${url} @click=${onOpen} @auxclick=${onOpen}>
        ${picture(item.image_url)}
        <span part="title" class="title">${item.title}</span>
        <span class="prices">${prices}</span>
        <span part="reason" class="reason">
          ${reasonText(item.reason, languageOf(locale)) ?? nothing}
        </span>
      </a>
    </li>
  `;
}

/** A card without content, of the size that cards have. */
export function skeletonCard(): TemplateResult {
  return html`
    <li part="card">
      <div class="link">
        <span class="picture"></span>
        <span class="title"><i></i></span>
        <span class="prices"><i></i></span>
        <span class="reason"><i></i></span>
      </div>
    </li>
  `;
}

function picture(address: string): TemplateResult {
  const src = safeUrl(address, location.href);
  return html`<span class="picture">
    ${
      src
        ? html`<img
            part="image"
            src=${src}
            alt=""
            loading="lazy"
            decoding="async"
            @error=${hide}
          />`
        : nothing
    }
  </span>`;
}

/** The tint behind a broken picture looks better than the browser's sign for it. */
function hide(event: Event): void {
  if (event.currentTarget instanceof HTMLElement) event.currentTarget.hidden = true;
}

function priceLine(item: DecidedItem, locale: string): TemplateResult | undefined {
  const { price, sale_price: salePrice, currency } = item;
  const list = formatMoney(price, currency, locale);
  if (list === undefined) return undefined;
  if (salePrice === undefined || salePrice >= price) return html`<b part="price">${list}</b>`;
  const texts = RECOMMENDATION_TEXTS[languageOf(locale)];
  return html`
    <b part="price" class="sale"
      ><span class="visually-hidden">${texts.now} </span
      >${formatMoney(salePrice, currency, locale)}</b
    >
    <s part="old-price"><span class="visually-hidden">${texts.before} </span>${list}</s>
  `;
}
