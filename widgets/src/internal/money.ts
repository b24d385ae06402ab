/** An amount in words of the locale, such as `12,50 €`; undefined when the currency is no ISO 4217 code. */
export function formatMoney(amount: number, currency: string, locale: string): string | undefined {
  try {
    return new Intl.NumberFormat(locale, { style: 'currency', currency }).format(amount);
  } catch {
    return undefined;
  }
}
