/** What stands between the cells of a CSV file. */
export type Separator = ',' | ';';

/** The separator of a file, by its first line. Spreadsheets write semicolons where a comma is the decimal mark. */
export function separatorOf(header: string): Separator {
  return count(header, ';') > count(header, ',') ? ';' : ',';
}

/**
 * A number of a file with this separator, with a decimal point: `1.234,50` of one with semicolons is `1234.50`. What may be
 * thousands or decimals there (`1.234`) becomes empty; text that is no such number comes back as it is.
 */
export function withDecimalPoint(text: string, separator: Separator): string {
  if (separator === ',') return text;
  if (/^-?\d{1,3}(?:\.\d{3})+$/.test(text)) return '';
  if (/^-?(?:\d+|\d{1,3}(?:\.\d{3})+),\d+$/.test(text)) {
    return text.replaceAll('.', '').replace(',', '.');
  }
  return text;
}

function count(text: string, char: string): number {
  return text.split(char).length - 1;
}
