import type { DecidedOffer, Slot } from '@tendero/schema';
import type { PropertyDeclarations, TemplateResult } from 'lit';
import { html, nothing } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import { page } from '../api/page.ts';
import type { SlotResult } from '../api/slot-query.ts';
import { TenderoClickEvent } from '../events/click-event.ts';
import { TenderoCloseEvent } from '../events/close-event.ts';
import { TenderoImpressionEvent } from '../events/impression-event.ts';
import { copyText } from '../internal/copy-text.ts';
import { Impressions } from '../internal/impressions.ts';
import type { Language } from '../internal/locale.ts';
import { languageOf } from '../internal/locale.ts';
import { safeUrl } from '../internal/safe-url.ts';
import { SlotElement } from '../internal/slot-element.ts';
import { awningStyles, buttonStyles, themeStyles } from '../internal/theme.styles.ts';
import { offerStyles } from './offer.styles.ts';
import { OFFER_TEXTS } from './offer.texts.ts';

/**
 * @summary One offer that fits this page and, where allowed, this person. Takes no room when there
 * is none, and stays away for this page view once it was closed.
 *
 * @event {TenderoImpressionEvent} tendero-impression - The offer stood in view for one second.
 * @event {TenderoClickEvent} tendero-click - The action was followed.
 * @event {TenderoCloseEvent} tendero-close - The offer was closed.
 *
 * @csspart base - The whole card.
 * @csspart awning - The striped ornament.
 * @csspart image - The picture, if any.
 * @csspart title - What is offered.
 * @csspart text - Its terms.
 * @csspart action - The link that looks like a button.
 * @csspart code - The voucher code.
 * @csspart copy - The button that copies the code.
 * @csspart close - The button that closes the offer.
 *
 * @cssproperty [--tendero-offer-min-height=11rem] - Room kept while loading.
 * @cssproperty --tendero-paper - Background; so for all widgets, as are the other properties that
 * `<tendero-recommendations>` names.
 */
export class TenderoOffer extends SlotElement {
  static override styles = [themeStyles, buttonStyles, awningStyles, offerStyles];

  static override properties: PropertyDeclarations = {
    copyStatus: { state: true },
  };

  declare private copyStatus: '' | 'copied' | 'selected';

  protected readonly questionNames = [];

  constructor() {
    super();
    this.slotId = 'offer';
    this.copyStatus = '';
    this.addController(
      new Impressions({
        getTargets: () => this.renderRoot?.querySelectorAll('[data-offer]') ?? [],
        onSeen: () => {
          this.dispatchEvent(new TenderoImpressionEvent(this.#outcome()));
        },
      }),
    );
  }

  protected override render(): TemplateResult | typeof nothing {
    if (this.state === 'empty') return nothing;
    const offer = offerOf(this.result);
    if (!this.result || !offer) return html`<div class="loading"></div>`;
    return html`${keyed(this.result.decision, this.#card(offer))}`;
  }

  protected override toSlot(): Slot {
    return { id: this.slotId, kind: 'offer' };
  }

  protected override isShowable(result: SlotResult): boolean {
    const offer = offerOf(result);
    return (
      offer !== undefined &&
      safeUrl(offer.url, location.href) !== undefined &&
      !page.closedOffers.isClosed(this.slotId)
    );
  }

  #card(offer: DecidedOffer): TemplateResult {
    const language = languageOf(this.getLocale());
    const image = safeUrl(offer.image_url, location.href);
    return html`
      <article part="base" aria-labelledby="title" lang=${language} data-offer>
        <div part="awning" class="awning"></div>
        <div class="body">
          ${image ? html`<img part="image" src=${image} alt="" decoding="async" />` : nothing}
          <div class="words">
            <h2 id="title" part="title">${offer.title}</h2>
            <p part="text">${offer.text}</p>
            <div class="acts">
              <a
                part="action"
                class="button"
                href=${safeUrl(offer.url, location.href) ?? nothing}
                @click=${this.#onAction}
                @auxclick=${this.#onAction}
                >${offer.action}</a
              >
              ${offer.code ? this.#voucher(offer.code, language) : nothing}
            </div>
          </div>
        </div>
        <button
          part="close"
          class="close"
          type="button"
          aria-label=${OFFER_TEXTS[language].close}
          @click=${this.#onClose}
        >
          <span aria-hidden="true">×</span>
        </button>
      </article>
    `;
  }

  #voucher(code: string, language: Language): TemplateResult {
    const texts = OFFER_TEXTS[language];
    const status = this.copyStatus ? texts[this.copyStatus] : '';
    return html`
      <span class="voucher">
        <span class="visually-hidden">${texts.code} </span>
        <code part="code">${code}</code>
        <button part="copy" type="button" @click=${() => this.#onCopy(code)}>
          ${status || texts.copy}
        </button>
        <span class="visually-hidden" role="status">${status}</span>
      </span>
    `;
  }

  #outcome() {
    return this.toOutcome({ offer_id: offerOf(this.result)?.offer_id ?? '' });
  }

  readonly #onAction = (event: MouseEvent) => {
    if (event.type === 'click' || event.button === 1)
      this.dispatchEvent(new TenderoClickEvent(this.#outcome()));
  };

  async #onCopy(code: string): Promise<void> {
    const element = this.renderRoot.querySelector('code');
    this.copyStatus = (await copyText(code, element)) ? 'copied' : 'selected';
  }

  readonly #onClose = () => {
    page.closedOffers.close(this.slotId);
    this.state = 'empty';
    this.dispatchEvent(new TenderoCloseEvent(this.#outcome()));
  };
}

function offerOf(result: SlotResult | null): DecidedOffer | undefined {
  return (result?.answer.kind === 'offer' && result.answer.offer) || undefined;
}
