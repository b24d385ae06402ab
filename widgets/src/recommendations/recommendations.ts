import type { DecidedItem, Slot, Strategy } from '@tendero/schema';
import { STRATEGIES } from '@tendero/schema';
import type { PropertyDeclarations, TemplateResult } from 'lit';
import { html, nothing } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import type { SlotResult } from '../api/slot-query.ts';
import { TenderoClickEvent } from '../events/click-event.ts';
import { TenderoImpressionEvent } from '../events/impression-event.ts';
import { Impressions } from '../internal/impressions.ts';
import { languageOf } from '../internal/locale.ts';
import { SlotElement } from '../internal/slot-element.ts';
import { themeStyles } from '../internal/theme.styles.ts';
import { itemCard, skeletonCard } from './item-card.ts';
import { recommendationsStyles } from './recommendations.styles.ts';
import { RECOMMENDATION_TEXTS } from './recommendations.texts.ts';

const MAX_ITEMS = 50;

/**
 * @summary A shelf of goods chosen for this page and, where allowed, for this person. Keeps its room
 * while loading and takes none when there is nothing to show.
 *
 * @event {TenderoImpressionEvent} tendero-impression - An item stood in view for one second.
 * @event {TenderoClickEvent} tendero-click - An item's link was followed.
 *
 * @slot heading - Replaces the words of the heading.
 *
 * @csspart base - The whole widget.
 * @csspart heading - The heading.
 * @csspart list - The shelf that scrolls sideways.
 * @csspart card - One item.
 * @csspart link - The link around one item.
 * @csspart image - Its picture.
 * @csspart title - Its name.
 * @csspart price - The price to pay.
 * @csspart old-price - The struck price.
 * @csspart reason - Why it is shown.
 *
 * @cssproperty [--tendero-card-width=11rem] - Least width of a card.
 * @cssproperty [--tendero-gap=16px] - Room between cards.
 * @cssproperty [--tendero-image-ratio=1] - Width by height of a picture.
 * @cssproperty --tendero-paper - Background of a card; so for all widgets, as are the following.
 * @cssproperty --tendero-tint - Background of pictures and of what loads.
 * @cssproperty --tendero-ink - Text.
 * @cssproperty --tendero-muted - Text of less weight.
 * @cssproperty --tendero-line - Borders.
 * @cssproperty --tendero-accent - Actions and links.
 * @cssproperty --tendero-on-accent - Text on the accent.
 * @cssproperty --tendero-highlight - What should catch the eye.
 * @cssproperty --tendero-radius - Rounding of corners.
 * @cssproperty --tendero-shadow - Shadow of a raised card.
 * @cssproperty --tendero-font - Font family.
 * @cssproperty --tendero-font-size - Size of the text.
 */
export class TenderoRecommendations extends SlotElement {
  static override styles = [themeStyles, recommendationsStyles];

  static override properties: PropertyDeclarations = {
    strategy: {},
    limit: { type: Number },
    heading: {},
  };

  /** How items are chosen. @default 'for_you' */
  declare strategy: Strategy;
  /** Most items, 1 to 50. @default 4 */
  declare limit: number;
  /** Heading. @default words that fit what was found */
  declare heading: string;

  protected readonly questionNames = ['strategy', 'limit'];

  constructor() {
    super();
    this.slotId = 'recommendations';
    this.strategy = 'for_you';
    this.limit = 4;
    this.heading = '';
    this.addController(
      new Impressions({
        getTargets: () => this.renderRoot?.querySelectorAll('[data-item]') ?? [],
        onSeen: (card) => {
          this.dispatchEvent(
            new TenderoImpressionEvent(this.toOutcome({ item_id: itemIdOf(card) })),
          );
        },
      }),
    );
  }

  protected override render(): TemplateResult | typeof nothing {
    if (this.state === 'empty') return nothing;
    return html`
      <section
        part="base"
        aria-labelledby="heading"
        aria-hidden=${this.result ? nothing : 'true'}
        lang=${languageOf(this.getLocale())}
      >
        <h2 id="heading" part="heading"><slot name="heading">${this.#headingText()}</slot></h2>
        ${this.result ? this.#shelf(this.result) : this.#skeleton()}
      </section>
    `;
  }

  protected override updated(): void {
    // Set here and not as an attribute, which a strict content security policy would refuse.
    this.renderRoot.querySelector('ul')?.style.setProperty('--places', String(this.#places()));
  }

  protected override toSlot(): Slot {
    const strategy = STRATEGIES.includes(this.strategy) ? this.strategy : 'for_you';
    return { id: this.slotId, kind: 'recommendations', strategy, limit: this.#places() };
  }

  protected override isShowable(result: SlotResult): boolean {
    return this.#cards(result).length > 0;
  }

  #places(): number {
    return Math.min(MAX_ITEMS, Math.max(1, Math.trunc(this.limit) || 1));
  }

  #headingText(): string {
    const answer = this.result?.answer;
    if (this.heading || answer?.kind !== 'recommendations') return this.heading || '\u00a0';
    return RECOMMENDATION_TEXTS[languageOf(this.getLocale())].headings[answer.strategy];
  }

  #shelf(result: SlotResult): TemplateResult {
    // A new decision makes new cards, so that each is seen anew.
    return html`${keyed(
      result.decision,
      html`<ul part="list" role="list">
        ${this.#cards(result)}
      </ul>`,
    )}`;
  }

  #cards({ answer }: SlotResult): TemplateResult[] {
    if (answer.kind !== 'recommendations') return [];
    return answer.items
      .slice(0, this.#places())
      .map((item) =>
        itemCard(item, { locale: this.getLocale(), onOpen: (event) => this.#onOpen(event, item) }),
      )
      .filter((card) => card !== undefined);
  }

  #skeleton(): TemplateResult {
    return html`<ul part="list" role="list" class="loading">
      ${Array.from({ length: this.#places() }, skeletonCard)}
    </ul>`;
  }

  #onOpen(event: MouseEvent, item: DecidedItem): void {
    const isMiddle = event.button === 1;
    if (event.type === 'click' || isMiddle) {
      this.dispatchEvent(new TenderoClickEvent(this.toOutcome({ item_id: item.item_id })));
    }
  }
}

function itemIdOf(card: Element): string {
  return card.getAttribute('data-item') ?? '';
}
