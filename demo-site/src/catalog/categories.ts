import type { Category, Kind } from './product.ts';
import { bath } from './kinds/bath.ts';
import { garden } from './kinds/garden.ts';
import { kitchen } from './kinds/kitchen.ts';
import { lamps } from './kinds/lamps.ts';
import { pantry } from './kinds/pantry.ts';
import { shoes } from './kinds/shoes.ts';
import { stationery } from './kinds/stationery.ts';
import { tea } from './kinds/tea.ts';
import { textiles } from './kinds/textiles.ts';
import { toys } from './kinds/toys.ts';

/** A category with what stands on its shelf. */
export interface Shelf {
  readonly category: Category;
  readonly kinds: readonly Kind[];
}

/** The shelves in the order of the navigation. */
export const SHELVES: readonly Shelf[] = [
  shelf(
    'kitchen',
    'Kitchen',
    'Cocina',
    'Pots that have seen Sundays.',
    'Cacharros con muchos domingos.',
    kitchen,
  ),
  shelf(
    'tea-coffee',
    'Tea & coffee',
    'Té y café',
    'For the second cup.',
    'Para la segunda taza.',
    tea,
  ),
  shelf(
    'pantry',
    'Pantry',
    'Despensa',
    'Good things that keep.',
    'Cosas ricas que aguantan.',
    pantry,
  ),
  shelf(
    'lamps',
    'Lamps',
    'Lámparas',
    'Light for long evenings.',
    'Luz para veladas largas.',
    lamps,
  ),
  shelf(
    'textiles',
    'Textiles',
    'Textil',
    'Wool, linen and naps.',
    'Lana, lino y siestas.',
    textiles,
  ),
  shelf('bath', 'Bath', 'Baño', 'Ten quiet minutes.', 'Diez minutos de calma.', bath),
  shelf(
    'garden',
    'Garden',
    'Jardín',
    'A balcony counts, too.',
    'Un balcón también cuenta.',
    garden,
  ),
  shelf('shoes', 'Espadrilles', 'Alpargatas', 'Summer, to go.', 'El verano, puesto.', shoes),
  shelf(
    'stationery',
    'Stationery',
    'Papelería',
    'Letters still arrive.',
    'Las cartas aún llegan.',
    stationery,
  ),
  shelf('toys', 'Toys', 'Juguetes', 'No batteries needed.', 'Sin pilas.', toys),
];

function shelf(
  id: string,
  ...[en, es, lineEn, lineEs, kinds]: [string, string, string, string, readonly Kind[]]
): Shelf {
  return { category: { id, name: { en, es }, line: { en: lineEn, es: lineEs } }, kinds };
}
