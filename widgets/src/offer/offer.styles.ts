import { css } from 'lit';

/** A card under an awning. */
export const offerStyles = css`
  :host {
    display: block;
    container-type: inline-size;
  }

  :host([state='empty']) {
    display: none !important;
  }

  .loading {
    min-height: var(--tendero-offer-min-height, 11rem);
  }

  article {
    position: relative;
    border: 1px solid var(--line);
    border-radius: var(--radius);
    overflow: hidden;
    background: var(--paper);
  }

  .body {
    display: flex;
    gap: 20px;
    align-items: center;
    padding: 16px 20px 20px;
  }

  img {
    flex: none;
    width: 112px;
    height: 112px;
    border-radius: var(--radius);
    object-fit: cover;
    background: var(--tint);
  }

  .words {
    flex: 1;
    min-width: 0;
  }

  h2 {
    margin: 0;
    padding-inline-end: 32px;
    font-size: 1.25em;
    font-weight: 650;
    line-height: 1.3;
    letter-spacing: -0.01em;
    text-wrap: balance;
  }

  p {
    max-width: 60ch;
    margin: 4px 0 16px;
    color: var(--muted);
    text-wrap: pretty;
  }

  .acts {
    display: flex;
    flex-wrap: wrap;
    gap: 12px;
    align-items: center;
  }

  .voucher {
    display: inline-flex;
    align-items: stretch;
    min-height: 44px;
    border: 1px dashed var(--highlight);
    border-radius: var(--radius);
    overflow: hidden;
    background: color-mix(in srgb, var(--highlight) 12%, transparent);
  }

  code {
    align-self: center;
    padding-inline: 16px 4px;
    font-family: ui-monospace, monospace;
    font-weight: 600;
    letter-spacing: 0.06em;
  }

  .voucher button {
    padding: 0 16px;
    border: 0;
    border-radius: inherit;
    background: transparent;
    color: var(--accent);
    font: inherit;
    font-size: 0.875em;
    font-weight: 600;
    cursor: pointer;
  }

  .voucher button:hover {
    text-decoration: underline;
  }

  .voucher :focus-visible {
    outline-offset: -3px;
  }

  article > .close {
    position: absolute;
    inset: 20px 12px auto auto;
  }

  @container (max-width: 28rem) {
    .body {
      flex-wrap: wrap;
      gap: 0 16px;
    }

    .words {
      display: contents;
    }

    img {
      width: 64px;
      height: 64px;
    }

    h2 {
      flex: 1;
    }

    p {
      margin-top: 12px;
    }

    p,
    .acts {
      flex: 1 0 100%;
    }

    .acts {
      align-items: stretch;
      flex-direction: column;
    }

    .voucher {
      justify-content: space-between;
    }
  }
`;
