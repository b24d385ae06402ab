import { on } from './on.ts';
import { overhear } from './overhear.ts';

/** What a page puts into its data layer: an object, or the arguments of `gtag` as they are. */
export type Raw = Record<string, unknown>;

/** The page's globals, of which one is the data layer. */
declare const window: Window & Record<string, Raw[] | undefined>;

/** Reads the data layer of this global name, past and future. */
export function followLayer(name: string, read: (entry: Raw) => void): void {
  let known: unknown;

  function follow(): void {
    const layer = (window[name] ??= []);
    if (layer === known) return;
    known = layer;
    overhear(layer, 'push', (...entries: Raw[]) => entries.forEach(read));
    layer.forEach(read);
  }

  follow();
  // A shop may put another array in its place while the page loads.
  on(window, 'load', follow);
}
