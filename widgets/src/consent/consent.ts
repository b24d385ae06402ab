import type { ConsentSnapshot, Purpose } from '@tendero/schema';
import { PURPOSES } from '@tendero/schema';
import type { PropertyDeclarations, TemplateResult } from 'lit';
import { html, LitElement, nothing } from 'lit';
import { requestContext } from '../api/request-context.ts';
import { TenderoConsentDecisionEvent } from '../events/consent-decision-event.ts';
import { languageOf, resolveLocale } from '../internal/locale.ts';
import { onPageEvent } from '../internal/on-page-event.ts';
import { safeUrl } from '../internal/safe-url.ts';
import { awningStyles, buttonStyles, themeStyles } from '../internal/theme.styles.ts';
import { grantedOf, statesOf } from './consent-states.ts';
import { consentStyles } from './consent.styles.ts';
import { CONSENT_TEXTS } from './consent.texts.ts';
import { needsDecision } from './needs-decision.ts';

/**
 * @summary Asks a shopper, once, what the shop may remember. Needs no request to be shown, blocks
 * nothing, and appears only where the SDK is there to keep the answer.
 *
 * @event {TenderoConsentDecisionEvent} tendero-consent-decision - The person decided.
 *
 * @slot title - Replaces the words of the title.
 * @slot text - Replaces the words of the introduction.
 *
 * @csspart base - The panel.
 * @csspart awning - The striped ornament.
 * @csspart title - The title.
 * @csspart text - The introduction.
 * @csspart policy - The link to the privacy page.
 * @csspart purpose - One purpose with its switch.
 * @csspart switch - The switch.
 * @csspart refuse - The button that refuses all.
 * @csspart accept - The button that accepts all.
 * @csspart choose - The button that shows the purposes.
 * @csspart save - The button that keeps the choice.
 * @csspart close - The button that closes a banner opened again.
 *
 * @cssproperty [--tendero-consent-width=30rem] - Greatest width of the panel.
 * @cssproperty [--tendero-consent-layer=1000] - Its `z-index`.
 * @cssproperty --tendero-paper - Background; so for all widgets, as are the other properties that
 * `<tendero-recommendations>` names.
 */
export class TenderoConsent extends LitElement {
  static override styles = [themeStyles, buttonStyles, awningStyles, consentStyles];

  static override properties: PropertyDeclarations = {
    version: {},
    policyUrl: { attribute: 'policy-url' },
    renewAfterMonths: { attribute: 'renew-after-months', type: Number },
    locale: {},
    open: { type: Boolean, reflect: true },
    choosing: { state: true },
    granted: { state: true },
  };

  /** Version of the notice; a new one asks again. @default '1' */
  declare version: string;
  /** Address of the shop's privacy page: http(s) or a path. */
  declare policyUrl: string;
  /** Age in months from which a decision is asked for again. @default 24 */
  declare renewAfterMonths: number;
  /** Language tag. @default the page's `lang` */
  declare locale: string;
  /** Set by the widget: whether the banner is shown. */
  declare open: boolean;

  declare private choosing: boolean;
  declare private granted: ReadonlySet<Purpose>;

  #consent: ConsentSnapshot | null = null;
  /** Where the focus was when a person opened the banner again. */
  #opener: Element | null = null;
  #stop: (() => void)[] = [];

  constructor() {
    super();
    this.version = '1';
    this.policyUrl = '';
    this.renewAfterMonths = 24;
    this.locale = '';
    this.open = false;
    this.choosing = false;
    this.granted = new Set();
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#stop = [
      onPageEvent(document, 'tendero-ready', () => void this.#check()),
      onPageEvent(document, 'tendero-consent', (consent) => this.#onConsent(consent)),
      onPageEvent(document, 'tendero-consent-open', () => void this.#reopen()),
    ];
    void this.#check();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    for (const stop of this.#stop) stop();
  }

  protected override render(): TemplateResult {
    const texts = CONSENT_TEXTS[this.#language()];
    return html`
      <div role="status" class="visually-hidden" lang=${this.#language()}>
        ${this.open ? texts.title : nothing}
      </div>
      ${this.open ? this.#panel() : nothing}
    `;
  }

  #panel(): TemplateResult {
    const texts = CONSENT_TEXTS[this.#language()];
    return html`
      <div
        part="base"
        class="panel"
        role="dialog"
        aria-modal="false"
        aria-labelledby="title"
        aria-describedby="text"
        tabindex="-1"
        lang=${this.#language()}
        @keydown=${this.#onKey}
      >
        <div part="awning" class="awning"></div>
        <div class="body">
          <h2 id="title" part="title"><slot name="title">${texts.title}</slot></h2>
          <p id="text" part="text"><slot name="text">${texts.text}</slot> ${this.#policy()}</p>
          ${this.choosing ? this.#purposes() : nothing} ${this.#buttons()}
        </div>
        ${this.#mayClose() ? this.#closeButton() : nothing}
      </div>
    `;
  }

  #policy(): TemplateResult | typeof nothing {
    const url = safeUrl(this.policyUrl, location.href);
    const words = CONSENT_TEXTS[this.#language()].policy;
    return url ? html`<a part="policy" href=${url}>${words}</a>` : nothing;
  }

  #buttons(): TemplateResult {
    const texts = CONSENT_TEXTS[this.#language()];
    return html`
      <div class="buttons">
        <button part="refuse" class="button" type="button" @click=${this.#refuseAll}>
          ${texts.refuseAll}
        </button>
        <button part="accept" class="button" type="button" @click=${this.#acceptAll}>
          ${texts.acceptAll}
        </button>
        ${
          this.choosing
            ? html`<button part="save" class="button quiet" type="button" @click=${this.#save}>
                ${texts.save}
              </button>`
            : html`<button part="choose" class="button quiet" type="button" @click=${this.#choose}>
                ${texts.choose}
              </button>`
        }
      </div>
    `;
  }

  #purposes(): TemplateResult {
    const texts = CONSENT_TEXTS[this.#language()].purposes;
    return html`
      <ul role="list">
        ${PURPOSES.map(
          (purpose) => html`
            <li part="purpose">
              <label for=${purpose}>${texts[purpose].name}</label>
              <input
                part="switch"
                type="checkbox"
                role="switch"
                id=${purpose}
                aria-describedby="${purpose}-text"
                .checked=${this.granted.has(purpose)}
                @change=${() => this.#toggle(purpose)}
              />
              <p id="${purpose}-text">${texts[purpose].text}</p>
            </li>
          `,
        )}
      </ul>
    `;
  }

  #closeButton(): TemplateResult {
    return html`<button
      part="close"
      class="close"
      type="button"
      aria-label=${CONSENT_TEXTS[this.#language()].close}
      @click=${this.#close}
    >
      <span aria-hidden="true">×</span>
    </button>`;
  }

  #language() {
    return languageOf(resolveLocale(this, this.locale));
  }

  #needsDecision(): boolean {
    const { version, renewAfterMonths } = this;
    return needsDecision(this.#consent, { version, renewAfterMonths, now: Date.now() });
  }

  /** A banner that still waits for a decision has no way around it. */
  #mayClose(): boolean {
    return !this.#needsDecision();
  }

  async #check(): Promise<void> {
    const context = await requestContext(document);
    // Without an SDK nothing is kept, so there is nothing to ask.
    if (context && this.isConnected) this.#onConsent(context.consent);
  }

  #onConsent(consent: ConsentSnapshot | null): void {
    this.#consent = consent;
    this.granted = grantedOf(consent);
    this.open = this.#needsDecision();
  }

  async #reopen(): Promise<void> {
    this.#opener = document.activeElement;
    this.open = true;
    this.choosing = true;
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>('.panel')?.focus();
  }

  readonly #choose = async () => {
    this.choosing = true;
    await this.updateComplete;
    this.renderRoot.querySelector('input')?.focus();
  };

  #toggle(purpose: Purpose): void {
    const granted = new Set(this.granted);
    if (!granted.delete(purpose)) granted.add(purpose);
    this.granted = granted;
  }

  readonly #onKey = (event: KeyboardEvent) => {
    if (event.key === 'Escape' && this.#mayClose()) this.#close();
  };

  readonly #acceptAll = () => this.#decide(new Set(PURPOSES));
  readonly #refuseAll = () => this.#decide(new Set());
  readonly #save = () => this.#decide(this.granted);

  #decide(granted: ReadonlySet<Purpose>): void {
    const states = statesOf(granted);
    this.#consent = { states, version: this.version, at: Date.now() };
    this.granted = granted;
    this.#close();
    this.dispatchEvent(
      new TenderoConsentDecisionEvent({ states, version: this.version, source: 'banner' }),
    );
  }

  readonly #close = () => {
    this.open = false;
    this.choosing = false;
    this.granted = grantedOf(this.#consent);
    if (this.#opener instanceof HTMLElement) this.#opener.focus();
    this.#opener = null;
  };
}
