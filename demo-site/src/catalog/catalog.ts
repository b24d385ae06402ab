import { createRandom } from '../lib/random.ts';
import type { Random } from '../lib/random.ts';
import { BRANDS } from './brands.ts';
import { SHELVES } from './categories.ts';
import { colourOf } from './colours.ts';
import type { Category, Kind, Product, Words } from './product.ts';

const MODELS = [
  ['Alba', 'Brisa', 'Cala', 'Duna', 'Estela', 'Flora'],
  ['Gala', 'Hiedra', 'Isla', 'Jara', 'Luna', 'Marea'],
  ['Nube', 'Oliva', 'Palma', 'Rocío', 'Sierra', 'Vega'],
] as const;

/** Which model each of the five products of a kind is: two, two and one. */
const MODEL_OF_PRODUCT = [0, 0, 1, 1, 2] as const;

/** All goods of the shop, the same on every start: ten shelves, four kinds each, five of a kind. */
export function createCatalog(): readonly Product[] {
  return SHELVES.flatMap(({ category, kinds }) =>
    kinds.flatMap((kind) => productsOfKind(category, kind)),
  );
}

function productsOfKind(category: Category, kind: Kind): Product[] {
  const random = createRandom(kind.id);
  const names = MODELS.map((list) => random.pick(list));
  const prices = names.map(() => price(kind, random));
  const brands = names.map(() => random.pick(kind.brands));
  return MODEL_OF_PRODUCT.map((model, index) => {
    const colour = colourOf(kind.colours[index % kind.colours.length] ?? 'cream');
    const name = names[model] ?? 'Alba';
    const variant = kind.flavours?.[colour.id] ?? colour.name;
    const brand = brands[model] ?? 'Barro Viejo';
    const group = `${kind.id}-${slug(name)}`;
    const priceCents = prices[model] ?? 0;
    return {
      id: `${group}-${colour.id}`,
      group,
      title: title(kind, name, variant),
      description: description(kind, brand),
      category,
      kind,
      brand,
      colour,
      variant,
      model,
      priceCents,
      ...(random.chance(0.13) ? { saleCents: sale(priceCents) } : {}),
      inStock: !random.chance(0.04),
    };
  });
}

function title(kind: Kind, model: string, variant: Words): Words {
  const thing = kind.name.es;
  return {
    en: `${model} ${kind.name.en}, ${variant.en}`,
    es: `${thing.charAt(0).toUpperCase()}${thing.slice(1)} ${model}, ${variant.es}`,
  };
}

function description(kind: Kind, brand: string): Words {
  const maker = BRANDS[brand];
  return {
    en: `${kind.blurb.en} ${maker?.en ?? ''}`.trim(),
    es: `${kind.blurb.es} ${maker?.es ?? ''}`.trim(),
  };
}

/** Ends in 50 or 90 cents, like in a real shop. */
function price(kind: Kind, random: Random): number {
  return random.int(kind.price[0], kind.price[1]) * 100 + random.pick([50, 90]);
}

function sale(priceCents: number): number {
  return Math.round((priceCents * 0.8) / 10) * 10;
}

function slug(name: string): string {
  return name
    .normalize('NFD')
    .replaceAll(/[^a-z]/gi, '')
    .toLowerCase();
}
