import { RequestProblem } from '../../lib/problem.ts';
import { type Mapping, OPTIONAL_COLUMNS, REQUIRED_COLUMNS } from './mapping.ts';
import type { ColumnPlaces } from './read-line.ts';

/**
 * Where the mapped columns stand in a file with this header.
 * @throws {RequestProblem} 400 that names a column which the mapping asks for and the file does not have, or one that
 * it has twice: nobody could say which of them is meant.
 */
export function readHeader(
  header: readonly string[],
  mapping: Mapping,
  asked: ReadonlySet<string>,
): ColumnPlaces {
  const names = header.map((name) => name.trim());
  const twice = names.find((name, place) => name !== '' && names.indexOf(name) < place);
  if (twice !== undefined) throw duplicateColumn(twice, names);
  const needed = [...REQUIRED_COLUMNS, ...OPTIONAL_COLUMNS.filter((column) => asked.has(column))];
  const missing = needed.find((column) => !names.includes(mapping[column]));
  if (missing !== undefined) throw missingColumn(missing, mapping[missing], names);
  const place = (column: (typeof needed)[number]) => names.indexOf(mapping[column]);
  return {
    order: place('order'),
    item: place('item'),
    time: place('time'),
    quantity: place('quantity'),
    price: place('price'),
    customer: place('customer'),
    country: place('country'),
    name: place('name'),
    count: names.length,
  };
}

function duplicateColumn(column: string, names: readonly string[]) {
  const places = names.flatMap((name, index) => (name === column ? [index + 1] : []));
  return new RequestProblem({
    status: 400,
    code: 'duplicate_column',
    detail: `The file has ${places.length} columns of the same name. Rename all but one of them in the file's first line and send it again.`,
    expected: 'column names that differ',
    got: `«${column.slice(0, 200)}» as columns ${places.join(', ')}`.slice(0, 300),
  });
}

function missingColumn(parameter: string, column: string, names: readonly string[]) {
  return new RequestProblem({
    status: 400,
    code: 'missing_column',
    detail: `The file has no column for ${parameter}. Name it in the query, for example ?${parameter}=HEADER, and see that the file is separated by commas.`,
    expected: `a column «${column}»`.slice(0, 200),
    got: names.join(', ').slice(0, 300),
  });
}
