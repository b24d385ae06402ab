// Each pattern may begin only where its run of characters does: tried at every character of a long run, it would take
// seconds of the one thread.
const EMAIL = /(?<![\w.+-])[\w.+-]+(?:@|%40)[\w-]+(?:\.[\w-]+)+/gi;
const LONG_NUMBER = /\b\d(?:[ -]?\d){12,18}\b/g;
const SECRET_PARAMETER =
  /([?&#;](?:[\w-]*(?:token|password|passwd|secret|auth|apikey|api_key|session|sid|code|jwt))=)[^&#;\s]+/gi;
const JWT = /(?<![\w-])eyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]*/g;

/** Takes e-mail addresses, card numbers and tokens out of text that a page sent (addresses, titles, free words). */
export function mask(text: string): string {
  if (!SUSPECT.test(text)) return text;
  let masked = text;
  if (masked.includes('eyJ')) masked = masked.replace(JWT, '[token]');
  if (masked.includes('=')) masked = masked.replace(SECRET_PARAMETER, '$1[masked]');
  if (masked.includes('@') || masked.includes('%40')) masked = masked.replace(EMAIL, '[email]');
  if (MANY_DIGITS.test(masked)) masked = masked.replace(LONG_NUMBER, maskCard);
  return masked;
}

/** Masks a text, or a number whose digits would be masked in a text; anything else comes back as it is. */
export function maskValue<Value>(value: Value): Value | string {
  if (typeof value === 'string') return mask(value);
  if (typeof value !== 'number' || Math.abs(value) < SMALLEST_CARD) return value;
  const text = String(value);
  const masked = mask(text);
  return masked === text ? value : masked;
}

/** Of 13 digits. */
const SMALLEST_CARD = 1e12;

/** What each of the patterns needs at the least: most text has none of it, and is looked at once. */
const SUSPECT = /[@=]|%40|eyJ|\d(?:[ -]?\d){3}/;
const MANY_DIGITS = /\d(?:[ -]?\d){12}/;

function maskCard(digits: string): string {
  return isCardNumber(digits) ? '[card]' : digits;
}

/** What the digits of the cards in use begin with, by their number: times in ms and most EANs begin otherwise. */
const CARD = /^(?:4\d{12}|3\d{13,14}|[2-6]\d{15}|[4-6]\d{16,18})$/;

/** Luhn's check (ISO/IEC 7812-1) as well, so that order numbers stay readable. */
function isCardNumber(text: string): boolean {
  const digits = text.replace(/\D/g, '');
  return CARD.test(digits) && luhnSum(digits) % 10 === 0;
}

function luhnSum(digits: string): number {
  return Array.from(digits, Number)
    .toReversed()
    .reduce((total, digit, index) => {
      const doubled = index % 2 === 1 ? digit * 2 : digit;
      return total + (doubled > 9 ? doubled - 9 : doubled);
    }, 0);
}
