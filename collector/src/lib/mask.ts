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

/** What each of the patterns needs at the least: most text has none of it, and is looked at once. */
const SUSPECT = /[@=]|%40|eyJ|\d(?:[ -]?\d){3}/;
const MANY_DIGITS = /\d(?:[ -]?\d){12}/;

function maskCard(digits: string): string {
  return isCardNumber(digits) ? '[card]' : digits;
}

/** Luhn's check (ISO/IEC 7812-1), so that order numbers stay readable. */
function isCardNumber(text: string): boolean {
  const digits = Array.from(text.replace(/\D/g, ''), Number).toReversed();
  const sum = digits.reduce((total, digit, index) => {
    const doubled = index % 2 === 1 ? digit * 2 : digit;
    return total + (doubled > 9 ? doubled - 9 : doubled);
  }, 0);
  return sum % 10 === 0;
}
