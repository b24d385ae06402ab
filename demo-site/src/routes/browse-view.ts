import type { EventItem } from '../catalog/wire.ts';

/** A product as the single-page corner shows it. */
export interface BrowseProduct {
  readonly id: string;
  readonly title: string;
  readonly text: string;
  readonly price: string;
  readonly picture: string;
  readonly path: string;
  readonly inStock: boolean;
  readonly item: EventItem;
}

/** One view of the single-page corner: a shelf or a product. */
export type BrowseView =
  | { readonly kind: 'shelf'; readonly title: string; readonly products: readonly BrowseProduct[] }
  | {
      readonly kind: 'product';
      readonly title: string;
      readonly product: BrowseProduct;
      readonly category: string;
      readonly words: { readonly add: string; readonly added: string; readonly soldOut: string };
      readonly addPath: string;
    };
