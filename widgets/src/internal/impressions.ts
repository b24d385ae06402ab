import type { ReactiveController } from 'lit';

/** Advertising's own measure of "viewable": half of it, for one second. */
const VISIBLE_SHARE = 0.5;
const VISIBLE_MS = 1_000;

/** What the controller needs of its element. */
export interface ImpressionOptions {
  /** The elements to watch, read after each update. */
  readonly getTargets: () => Iterable<Element>;
  /** Called once for each element, when it has really been seen. */
  readonly onSeen: (target: Element) => void;
}

/** Reports each target once, after half of it stood in view of a visible page for one second. */
export class Impressions implements ReactiveController {
  readonly #options: ImpressionOptions;
  readonly #seen = new WeakSet<Element>();
  readonly #timers = new Map<Element, ReturnType<typeof setTimeout>>();
  #observer: IntersectionObserver | undefined;

  constructor(options: ImpressionOptions) {
    this.#options = options;
  }

  hostConnected(): void {
    this.#observer = new IntersectionObserver((entries) => entries.forEach(this.#onChange), {
      threshold: VISIBLE_SHARE,
    });
    this.hostUpdated();
  }

  hostUpdated(): void {
    for (const target of this.#options.getTargets()) {
      if (!this.#seen.has(target)) this.#observer?.observe(target);
    }
  }

  hostDisconnected(): void {
    this.#observer?.disconnect();
    for (const timer of this.#timers.values()) clearTimeout(timer);
    this.#timers.clear();
  }

  readonly #onChange = ({ target, isIntersecting }: IntersectionObserverEntry) => {
    clearTimeout(this.#timers.get(target));
    this.#timers.delete(target);
    if (isIntersecting)
      this.#timers.set(
        target,
        setTimeout(() => this.#report(target), VISIBLE_MS),
      );
  };

  #report(target: Element): void {
    this.#timers.delete(target);
    this.#observer?.unobserve(target);
    if (target.ownerDocument.visibilityState === 'visible') {
      this.#seen.add(target);
      this.#options.onSeen(target);
    } else {
      // Observed afresh, it reports again as soon as the page is painted again.
      this.#observer?.observe(target);
    }
  }
}
