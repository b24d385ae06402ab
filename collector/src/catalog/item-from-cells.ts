import { type Separator, withDecimalPoint } from '../lib/separator.ts';

/** Google Merchant's names for our columns. */
const ALIASES: ReadonlyMap<string, string> = new Map([
  ['id', 'item_id'],
  ['link', 'url'],
  ['image_link', 'image_url'],
  ['product_type', 'category'],
]);

const PRICE = /^([\d.,]+)(?:\s*([A-Z]{3}))?$/;

/** The file that a row stands in. */
interface CellFormat {
  /** Of a `title` column. */
  readonly locale: string;
  readonly separator: Separator;
}

/**
 * One row of a CSV or TSV file as an item for the parser. Columns have the names of the item's fields, or those of
 * a Google Merchant feed; `title` is in the site's language, `title_es` in another; `category` is a path such as
 * `Kitchen > Tea`; a price is `12.90` or `12.90 EUR`, between semicolons `12,90` too; `attributes.colour` is one attribute.
 * Others are left out.
 */
export function itemFromCells(
  cells: Readonly<Record<string, string>>,
  format: CellFormat,
): Record<string, unknown> {
  const title: [string, string][] = [];
  const attributes: [string, string][] = [];
  const item: Record<string, unknown> = { category: [] };
  for (const [column, cell] of Object.entries(cells)) {
    const value = cell.trim();
    if (value === '') continue;
    const name = ALIASES.get(column) ?? column;
    const language = /^title(?:[._]([a-z]{2}(?:-[A-Z]{2})?))?$/.exec(name);
    const attribute = /^attributes\.(.+)$/.exec(name)?.[1];
    if (language) title.push([language[1] ?? format.locale, value]);
    else if (attribute) attributes.push([attribute, value]);
    else Object.assign(item, readCell(name, value, format.separator));
  }
  // put together at the end: a row may have thousands of attributes, and one of them any name
  const given = attributes.length > 0 && { attributes: Object.fromEntries(attributes) };
  return { ...item, title: Object.fromEntries(title), ...given };
}

function readCell(name: string, value: string, separator: Separator): Record<string, unknown> {
  if (name === 'price' || name === 'sale_price') return readPrice(name, value, separator);
  if (name === 'category') return { category: value.split('>').map((part) => part.trim()) };
  if (name === 'availability') return { availability: readAvailability(value) };
  return { [name]: value };
}

function readPrice(name: string, value: string, separator: Separator): Record<string, unknown> {
  const [, digits = '', currency] = PRICE.exec(value) ?? [];
  const amount = withDecimalPoint(digits, separator);
  if (!/^\d+(?:\.\d+)?$/.test(amount)) return { [name]: value };
  return { [name]: Number(amount), ...(currency !== undefined && { currency }) };
}

function readAvailability(value: string): string {
  const name = value.toLowerCase().replaceAll(' ', '_');
  return name === 'backorder' ? 'preorder' : name;
}
