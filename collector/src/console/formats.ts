import type { Language } from './language.ts';

/** Writes numbers and times as a reader of the language expects them. Times in ms UTC, shown in the site's zone. */
export interface Formats {
  count(value: number): string;
  /** One decimal. */
  decimal(value: number): string;
  /** `ratio` of 0 to 1. */
  percent(ratio: number): string;
  /** An exact decimal as the database writes it. */
  money(value: string, currency: string): string;
  /** `YYYY-MM-DD` → «3 October 2026». */
  day(day: string): string;
  /** `YYYY-MM-DD` → «3 Oct». */
  shortDay(day: string): string;
  date(time: number): string;
  dateTime(time: number): string;
  /** With seconds. */
  clockTime(time: number): string;
  minute(time: number): string;
}

const LOCALES: Record<Language, string> = { en: 'en-GB', es: 'es-ES' };

/** `timeZone`: IANA. */
export function createFormats(language: Language, timeZone: string): Formats {
  const locale = LOCALES[language];
  const inZone = (options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat =>
    new Intl.DateTimeFormat(locale, { timeZone, ...options });
  // in a column, 1234 over 12.345 would read as another kind of number
  const plain = new Intl.NumberFormat(locale, { useGrouping: 'always' });
  const decimal = new Intl.NumberFormat(locale, {
    minimumFractionDigits: 1,
    maximumFractionDigits: 1,
  });
  const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 });
  const date = inZone({ day: 'numeric', month: 'long', year: 'numeric' });
  const dateTime = inZone({
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
  });
  const clockTime = inZone({ hour: '2-digit', minute: '2-digit', second: '2-digit' });
  const minute = inZone({ hour: '2-digit', minute: '2-digit' });
  return {
    count: (value) => plain.format(value),
    decimal: (value) => decimal.format(value),
    percent: (ratio) => percent.format(ratio),
    money: (value, currency) => formatMoney(locale, value, currency),
    day: (day) => formatDay(locale, day, { month: 'long', year: 'numeric' }),
    shortDay: (day) => formatDay(locale, day, { month: 'short' }),
    date: (time) => date.format(time),
    dateTime: (time) => dateTime.format(time),
    clockTime: (time) => clockTime.format(time),
    minute: (time) => minute.format(time),
  };
}

function formatDay(locale: string, day: string, options: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat(locale, { timeZone: 'UTC', day: 'numeric', ...options }).format(
    Date.parse(`${day}T00:00:00Z`),
  );
}

/** A code that is no currency is shown as it came; sums stay exact because they are never turned into a float. */
function formatMoney(locale: string, value: string, currency: string): string {
  if (!isDecimal(value) || !/^[A-Z]{3}$/.test(currency)) return `${value} ${currency}`;
  return new Intl.NumberFormat(locale, {
    style: 'currency',
    currency,
    useGrouping: 'always',
  }).format(value);
}

function isDecimal(value: string): value is Intl.StringNumericLiteral {
  return /^-?\d+(?:\.\d+)?$/.test(value);
}
