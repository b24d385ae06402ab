/** The languages of the shop. */
export type Language = 'en' | 'es';

/** A text in each language of the shop. */
export type Words = Readonly<Record<Language, string>>;

/** A shelf of the shop; its id is the last part of its address. */
export interface Category {
  readonly id: string;
  readonly name: Words;
  readonly line: Words;
}

/** A colour that goods come in, with the shades that the drawings need. */
export interface Colour {
  readonly id: string;
  readonly name: Words;
  readonly base: string;
  readonly dark: string;
  readonly light: string;
  /** Goes well beside `base`. */
  readonly accent: string;
}

/** A kind of thing, of which the shop carries a few models in a few colours. */
export interface Kind {
  readonly id: string;
  readonly name: Words;
  /** The heading over several of them. */
  readonly plural: Words;
  readonly blurb: Words;
  readonly material: Words;
  /** Lowest and highest price in whole euros. */
  readonly price: readonly [number, number];
  readonly brands: readonly string[];
  readonly colours: readonly string[];
  /** What a colour of the packing stands for, where it is not the colour that people choose. */
  readonly flavours?: Readonly<Record<string, Words>>;
}

/** One thing on a shelf. */
export interface Product {
  readonly id: string;
  /** Shared by the colours of one model. */
  readonly group: string;
  readonly title: Words;
  readonly description: Words;
  readonly category: Category;
  readonly kind: Kind;
  readonly brand: string;
  readonly colour: Colour;
  /** The name of its colour or flavour. */
  readonly variant: Words;
  /** 0, 1, 2: which model of its kind. */
  readonly model: number;
  readonly priceCents: number;
  readonly saleCents?: number;
  readonly inStock: boolean;
}

/** What the customer pays, in cents. */
export function payCents(product: Product): number {
  return product.saleCents ?? product.priceCents;
}
