import { css } from 'lit';

/** A panel in the corner, or along the foot of a narrow screen; the page stays usable around it. */
export const consentStyles = css`
  .panel {
    position: fixed;
    inset: auto auto 16px 16px;
    z-index: var(--tendero-consent-layer, 1000);
    width: min(var(--tendero-consent-width, 30rem), 100vw - 32px);
    max-height: calc(100dvh - 32px);
    border: 1px solid var(--line);
    border-radius: var(--radius);
    overflow: hidden auto;
    background: var(--paper);
    box-shadow: var(--shadow);
    animation: rise 240ms ease-out;
  }

  .panel:focus {
    outline: none;
  }

  .body {
    padding: 16px 20px 0;
  }

  h2 {
    margin: 0 0 8px;
    padding-inline-end: 32px;
    font-size: 1.25em;
    font-weight: 650;
    line-height: 1.3;
    letter-spacing: -0.01em;
    text-wrap: balance;
  }

  p {
    margin: 0;
    color: var(--muted);
    font-size: 0.9375em;
    text-wrap: pretty;
  }

  a {
    color: var(--accent);
    text-underline-offset: 3px;
  }

  ul {
    margin: 16px 0 0;
    padding: 0;
    border-top: 1px solid var(--line);
    list-style: none;
  }

  li {
    display: grid;
    grid-template-columns: 1fr auto;
    gap: 0 16px;
    align-items: center;
    padding: 10px 0 12px;
    border-bottom: 1px solid var(--line);
  }

  li p {
    grid-column: 1;
    font-size: 0.875em;
  }

  label {
    font-weight: 600;
    cursor: pointer;
  }

  input {
    position: relative;
    grid-area: 1 / 2 / span 2;
    width: 44px;
    height: 26px;
    margin: 0;
    border: 2px solid var(--muted);
    border-radius: 13px;
    appearance: none;
    background: transparent;
    cursor: pointer;
    transition: background 150ms;
  }

  input::before {
    position: absolute;
    inset: 4px auto auto 4px;
    width: 14px;
    height: 14px;
    border-radius: 50%;
    background: var(--muted);
    content: '';
    transition: translate 150ms;
  }

  input:checked {
    border-color: var(--accent);
    background: var(--accent);
  }

  input:checked::before {
    background: var(--on-accent);
    translate: 18px 0;
  }

  .buttons {
    display: grid;
    grid-template-columns: 1fr 1fr;
    gap: 12px;
    position: sticky;
    bottom: 0;
    padding: 16px 0 20px;
    background: var(--paper);
  }

  .buttons .button {
    padding-inline: 8px;
  }

  .quiet {
    grid-column: 1 / -1;
  }

  .panel > .close {
    position: absolute;
    inset: 20px 12px auto auto;
  }

  @keyframes rise {
    from {
      opacity: 0;
      translate: 0 12px;
    }
  }

  @media (max-width: 34rem) {
    .panel {
      inset: auto 0 0;
      width: 100%;
      max-height: 85dvh;
      border-inline: 0;
      border-bottom: 0;
      border-radius: var(--radius) var(--radius) 0 0;
    }
  }

  @media (forced-colors: active) {
    input::before {
      background: ButtonText;
    }

    input:checked::before {
      background: Highlight;
    }
  }

  @media (prefers-reduced-motion: reduce) {
    *,
    ::before {
      animation: none !important;
      transition: none !important;
    }
  }
`;
