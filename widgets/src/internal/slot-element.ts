import type { ConsentSnapshot, Slot, SlotOutcome } from '@tendero/schema';
import type { PropertyDeclarations, PropertyValues } from 'lit';
import { LitElement } from 'lit';
import { page } from '../api/page.ts';
import type { SlotResult } from '../api/slot-query.ts';
import { cartProperty } from './cart-property.ts';
import { resolveLocale } from './locale.ts';
import { onPageEvent } from './on-page-event.ts';

/** `loading` before the first answer, `empty` takes no room, `ready` shows the answer. */
export type SlotState = 'loading' | 'empty' | 'ready';

/** The properties whose change makes a widget ask again. */
const QUESTION = ['slotId', 'item', 'category', 'cart', 'locale', 'key', 'endpoint'];

/** What recommendations and offers share: asking for a slot, and asking again when the page changes. */
export abstract class SlotElement extends LitElement {
  static override properties: PropertyDeclarations = {
    slotId: { attribute: 'slot-id' },
    item: {},
    category: {},
    cart: cartProperty,
    locale: {},
    key: {},
    endpoint: {},
    state: { reflect: true },
  };

  /** Name of the place on the page, as rules and reports know it. */
  declare slotId: string;
  /** The item that this page is about. */
  declare item: string;
  /** The category that this page is about. */
  declare category: string;
  /** Items in the cart; as an attribute separated by commas. */
  declare cart: readonly string[];
  /** Language tag. @default the page's `lang` */
  declare locale: string;
  /** Write key; needed only where neither the SDK nor the script tag names it. */
  declare key: string;
  /** Address of the collector; needed only where neither the SDK nor the script tag names it. */
  declare endpoint: string;
  /** Set by the widget: `loading`, `empty` or `ready`. */
  declare state: SlotState;

  protected result: SlotResult | null = null;
  #question = 0;
  #stop: (() => void)[] = [];

  constructor() {
    super();
    this.slotId = '';
    this.item = '';
    this.category = '';
    this.cart = [];
    this.locale = '';
    this.key = '';
    this.endpoint = '';
    this.state = 'loading';
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#stop = [
      onPageEvent(document, 'tendero-consent', (consent) => this.#onConsent(consent)),
      onPageEvent(document, 'tendero-ready', () => {
        if (this.state === 'empty') void this.#ask();
      }),
    ];
    // Away from the page it heard of no change.
    if (this.hasUpdated) void this.#ask();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    for (const stop of this.#stop) stop();
  }

  protected override willUpdate(changed: PropertyValues): void {
    if ([...QUESTION, ...this.questionNames].some((name) => changed.has(name))) void this.#ask();
  }

  /** Names of the properties of {@link toSlot}. */
  protected abstract readonly questionNames: readonly string[];

  /** What to ask for. */
  protected abstract toSlot(): Slot;

  /** Whether the answer has anything to show. */
  protected abstract isShowable(result: SlotResult): boolean;

  /** The language tag to ask and to write in. */
  protected getLocale(): string {
    return resolveLocale(this, this.locale);
  }

  /** The outcome that an event of this widget carries. */
  protected toOutcome(subject: Pick<SlotOutcome, 'item_id' | 'offer_id'>): SlotOutcome {
    return { decision: this.result?.decision ?? '', slot: this.slotId, ...subject };
  }

  #onConsent(consent: ConsentSnapshot | null): void {
    const isKnown =
      this.result !== null && JSON.stringify(this.result.consent) === JSON.stringify(consent);
    if (!isKnown) void this.#ask();
  }

  async #ask(): Promise<void> {
    const question = ++this.#question;
    const { item, category, cart, key, endpoint } = this;
    const result = await page.decide({
      slot: this.toSlot(),
      facts: { item, category, cart, key, endpoint, locale: this.getLocale() },
    });
    if (question !== this.#question) return;
    this.result = result;
    this.state = result && this.isShowable(result) ? 'ready' : 'empty';
    this.requestUpdate();
  }
}
