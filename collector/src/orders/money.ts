/** Money as the database keeps it: a count of 1/10000 of the currency, so that sums are exact. */
export type Amount = bigint;

/** The database's Decimal(18,4) holds less than 10^14; nothing a shop sells comes near. */
export const MAX_AMOUNT: Amount = 10n ** 17n;

const SCALE = 4;

/** A number of JSON, rounded to 1/10000: no binary fraction such as 0.30000000000000004 gets in. */
export function toAmount(value: number): Amount {
  return BigInt(value.toFixed(SCALE).replace('.', ''));
}

/** Text such as `12`, `-0.5` or `6.9500`; undefined where it is no number or has more than four decimals. */
export function parseAmount(text: string): Amount | undefined {
  const match = /^(-?)(\d{1,14})(?:\.(\d{0,4})0*)?$/.exec(text);
  if (!match) return undefined;
  const [, sign = '', whole = '', fraction = ''] = match;
  return BigInt(sign + whole + fraction.padEnd(SCALE, '0'));
}

/** Such as `-12.3400`. */
export function amountText(amount: Amount): string {
  const digits = (amount < 0n ? -amount : amount).toString().padStart(SCALE + 1, '0');
  const sign = amount < 0n ? '-' : '';
  return `${sign}${digits.slice(0, -SCALE)}.${digits.slice(-SCALE)}`;
}
