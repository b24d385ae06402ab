import { css } from 'lit';

/**
 * The look that all widgets share. Dark follows the page's `color-scheme`, so a page that is light
 * only never gets dark widgets; `color-scheme: light dark` follows the visitor's preference.
 */
export const themeStyles = css`
  :host {
    --paper: var(--tendero-paper, #fffdf9);
    --tint: var(--tendero-tint, #f2ebdd);
    --ink: var(--tendero-ink, #20242b);
    --muted: var(--tendero-muted, #5c6068);
    --line: var(--tendero-line, #e4dac8);
    --accent: var(--tendero-accent, #1f6f54);
    --on-accent: var(--tendero-on-accent, #ffffff);
    --highlight: var(--tendero-highlight, #c98a12);
    --radius: var(--tendero-radius, 8px);
    --shadow: var(--tendero-shadow, 0 1px 2px rgb(32 36 43 / 8%), 0 8px 24px rgb(32 36 43 / 12%));

    box-sizing: border-box;
    color: var(--ink);
    font-family: var(--tendero-font, system-ui, sans-serif);
    font-size: var(--tendero-font-size, 1rem);
    line-height: 1.5;
    text-align: start;
  }

  @supports (color: light-dark(#000, #fff)) {
    :host {
      --paper: var(--tendero-paper, light-dark(#fffdf9, #20242a));
      --tint: var(--tendero-tint, light-dark(#f2ebdd, #2b3036));
      --ink: var(--tendero-ink, light-dark(#20242b, #ece7dc));
      --muted: var(--tendero-muted, light-dark(#5c6068, #b3aea3));
      --line: var(--tendero-line, light-dark(#e4dac8, #3b4148));
      --accent: var(--tendero-accent, light-dark(#1f6f54, #58b892));
      --on-accent: var(--tendero-on-accent, light-dark(#ffffff, #171a1e));
      --highlight: var(--tendero-highlight, light-dark(#c98a12, #e2b04a));
    }
  }

  *,
  ::before,
  ::after {
    box-sizing: border-box;
  }

  :host([hidden]),
  [hidden] {
    display: none !important;
  }

  :focus-visible {
    outline: 2px solid var(--accent);
    outline-offset: 2px;
  }

  .visually-hidden {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
`;

/** Buttons and links that look like buttons. */
export const buttonStyles = css`
  .button {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    min-height: 44px;
    padding: 8px 16px;
    border: 1px solid var(--accent);
    border-radius: var(--radius);
    background: var(--accent);
    color: var(--on-accent);
    font: inherit;
    font-weight: 600;
    text-align: center;
    text-decoration: none;
    cursor: pointer;
  }

  .button:hover {
    background: color-mix(in srgb, var(--accent) 88%, var(--ink));
  }

  .button.quiet {
    background: transparent;
    color: var(--accent);
  }

  .button.quiet:hover {
    background: var(--tint);
  }

  .close {
    display: grid;
    place-items: center;
    width: 36px;
    height: 36px;
    padding: 0;
    border: 0;
    border-radius: 50%;
    background: transparent;
    color: var(--muted);
    font: inherit;
    font-size: 1.25em;
    line-height: 1;
    cursor: pointer;
  }

  .close:hover {
    background: var(--tint);
    color: var(--ink);
  }
`;

/** The striped awning, the only ornament: stripes that end in scallops. */
export const awningStyles = css`
  .awning {
    height: 14px;
    background: repeating-linear-gradient(to right, var(--accent) 0 16px, var(--tint) 16px 32px);
    mask:
      linear-gradient(#000 0 0) top / 100% 6px no-repeat,
      radial-gradient(circle at 50% 6px, #000 8px, transparent 8.5px) 0 0 / 16px 100% repeat-x;
  }
`;
