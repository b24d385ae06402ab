import { css } from 'lit';

/** One row that scrolls sideways: its height depends on the width alone, never on what was found. */
export const recommendationsStyles = css`
  :host {
    --gap: var(--tendero-gap, 16px);

    display: block;
  }

  :host([state='empty']) {
    display: none !important;
  }

  h2 {
    margin: 0 0 12px;
    font-size: 1.25em;
    font-weight: 650;
    line-height: 1.3;
    letter-spacing: -0.01em;
    text-wrap: balance;
  }

  ul {
    --width: max(
      var(--tendero-card-width, 11rem),
      (100% - (var(--places, 4) - 1) * var(--gap)) / var(--places, 4)
    );

    /* Else what is visually hidden in a card would widen the page instead of the shelf. */
    position: relative;
    display: grid;
    grid-auto-flow: column;
    grid-auto-columns: min(var(--width), 20rem);
    gap: var(--gap);
    margin: -4px;
    padding: 4px 4px 12px;
    overflow: auto hidden;
    overscroll-behavior-inline: contain;
    scroll-snap-type: inline proximity;
    scroll-padding: 4px;
    scrollbar-width: thin;
    scrollbar-color: var(--line) transparent;
    list-style: none;
  }

  ul.loading {
    overflow: hidden;
  }

  li {
    min-width: 0;
    scroll-snap-align: start;
  }

  a,
  .link {
    display: flex;
    flex-direction: column;
    height: 100%;
    padding-bottom: 12px;
    border: 1px solid var(--line);
    border-radius: var(--radius);
    overflow: hidden;
    background: var(--paper);
    color: inherit;
    text-decoration: none;
    transition: box-shadow 150ms;
  }

  a:hover {
    box-shadow: var(--shadow);
  }

  a:hover .title {
    text-decoration: underline;
    text-decoration-thickness: 1px;
    text-underline-offset: 3px;
  }

  .picture {
    display: block;
    aspect-ratio: var(--tendero-image-ratio, 1);
    margin-bottom: 12px;
    background: var(--tint);
  }

  img {
    display: block;
    width: 100%;
    height: 100%;
    object-fit: cover;
  }

  .title,
  .prices,
  .reason {
    margin-inline: 12px;
  }

  .title,
  .reason {
    display: -webkit-box;
    overflow: hidden;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 2;
  }

  .title {
    min-height: 2.7em;
    font-weight: 500;
    line-height: 1.35;
  }

  .prices {
    display: flex;
    align-items: baseline;
    gap: 8px;
    min-height: 1.75em;
    margin-top: 4px;
    font-variant-numeric: tabular-nums;
    white-space: nowrap;
  }

  .sale {
    padding-inline: 6px;
    border-radius: 4px;
    background: color-mix(in srgb, var(--highlight) 28%, transparent);
  }

  s {
    color: var(--muted);
    font-size: 0.875em;
  }

  .reason {
    min-height: 2.7em;
    margin-top: 4px;
    color: var(--muted);
    font-size: 0.8125em;
    line-height: 1.35;
  }

  i {
    display: block;
    width: 80%;
    height: 0.8em;
    margin-top: 0.3em;
    border-radius: 4px;
    background: var(--tint);
  }

  .prices i {
    width: 35%;
  }

  .loading .link {
    animation: breathe 1.6s ease-in-out infinite alternate;
  }

  @keyframes breathe {
    to {
      opacity: 0.55;
    }
  }

  @media (prefers-reduced-motion: reduce) {
    * {
      animation: none !important;
      transition: none !important;
    }
  }
`;
