// An address inside an address has its marks percent-encoded, `%3D` for `=`, and once more for each address around it:
// `%253D`. Each pattern runs over a text once, whatever stands in it: where one may begin, another match cannot have got
// stuck, and what repeats can be read in one way only. Tried anew at every character of a long run, a pattern would take
// seconds of the one thread.

const ENCODED_MARK = '(?:25){0,3}(?:0[9AD]|2[0236789CF]|3[A-F]|5B|5D|7[BCD])';
/** Words, and the encoded marks between them. */
const WORD = new RegExp(
  `%${ENCODED_MARK}|(?:[^\\s&=?#;,/:<>()[\\]{}"|%]|%(?!${ENCODED_MARK}))+`,
  'gi',
);
const AT = /@|%(?:25){0,3}40/i;
const DOMAIN = /^[^.]+\.[^.]/;
const ENCODED_DOT = /%(?:25){0,3}2E/gi;

const SECRET_NAME =
  '(?:[\\w.[\\]-]|%(?:25){0,3}5[BD])*' +
  '(?:token|password|passwd|pwd|pass|secret|auth|authorization|session_?id|session|sid|code|otp|jwt|ticket|sig|signature' +
  '|(?:api|access|reset)_?key)' +
  '(?:[[\\]]|%(?:25){0,3}5[BD])*';
const SECRET_PARAMETER = new RegExp(`([?&#;]${SECRET_NAME}=)[^&#;?\\s]+`, 'gi');
const ENCODED_SECRET = new RegExp(
  `(%(?<depth>(?:25){0,3})(?:3F|26|23|3B)${SECRET_NAME}%\\k<depth>3D)(?:[^&#;\\s%]|%(?!\\k<depth>(?:3F|26|23|3B)))+`,
  'gi',
);

/** What stands between a path's word and its next part. */
const SLASH = '(?:/|%(?:25){0,3}2F)';
const SECRET_STEP =
  '(?:reset|verify|token|invite|confirm|activate|restablecer|verificar|invitar|confirmar|activar)';
const SECRET_PATH = new RegExp(
  `(${SLASH}(?:[a-z]+[-_])?${SECRET_STEP}(?:[-_][a-z]+)?${SLASH})(?=[a-z_-]*\\d)[\\w-]{20,}`,
  'gi',
);

const JWT = /(?:(?<![\w-])|(?<=%[\da-fA-F]{2}))eyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]*/g;

const GAP = '[ +-]|%(?:25){0,3}(?:20|2B|2D)';
/** Groups of digits; the first may stand behind an encoded mark, whose digits are none of its own. */
const DIGITS = new RegExp(
  `(?:(?<=%[\\da-f]{2})|(?<![%a-z\\d]))\\d(?:(?:${GAP})?\\d){12,}(?![a-z\\d])`,
  'gi',
);
const SEPARATOR = new RegExp(`(${GAP})`, 'i');

/** Takes e-mail addresses, card numbers and tokens out of text that a page sent (addresses, titles, free words). */
export function mask(text: string): string {
  if (!isSuspect(text)) return text;
  let masked = text;
  const isEncoded = masked.includes('%');
  if (masked.includes('eyJ')) masked = masked.replace(JWT, '[token]');
  if (masked.includes('=')) masked = masked.replace(SECRET_PARAMETER, '$1[masked]');
  if (isEncoded) masked = masked.replace(ENCODED_SECRET, '$1[masked]');
  if (SECRET_WORD.test(masked)) masked = masked.replace(SECRET_PATH, '$1[masked]');
  if (masked.includes('@') || (isEncoded && AT.test(masked)))
    masked = masked.replace(WORD, maskEmail);
  if (MANY_DIGITS.test(masked)) masked = masked.replace(DIGITS, maskCards);
  return masked;
}

/** What each of the patterns needs at the least: most text has none of it, and is looked at once. */
const SECRET_WORD = new RegExp(SECRET_STEP, 'i');
/** In every name of a secret. */
const SECRET_STEM = 'token|pass|pwd|secret|auth|session|sid|code|otp|jwt|ticket|sig|key';
const SUSPECT = new RegExp(`eyJ|\\d{4}(?:[ +-]?\\d){9}|${SECRET_STEP}|${SECRET_STEM}`, 'i');
const MANY_DIGITS = /\d{4}/;

/** Single letters by themselves: the pattern takes a third less where all that it looks for has three and more. */
function isSuspect(text: string): boolean {
  return text.includes('@') || text.includes('%') || SUSPECT.test(text);
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

/** A word with an at sign, and behind it a domain of two names or more: people's names have letters of any language. */
function maskEmail(word: string): string {
  const at = word.search(AT);
  if (at < 1) return word;
  const domain = word.slice(at).replace(AT, '').replace(ENCODED_DOT, '.');
  return DOMAIN.test(domain) ? '[email]' : word;
}

/** Digits with what stands beside a card, such as its expiry: each group may be the first one of a number. */
function maskCards(run: string): string {
  const parts = run.split(SEPARATOR);
  let masked = '';
  for (let at = 0; at < parts.length;) {
    const taken = cardParts(parts, at);
    masked += taken > 0 ? '[card]' : parts[at];
    at += Math.max(taken, 1);
  }
  return masked;
}

/** How many parts from `at` on are a card number, with the separators in it; 0 when none begins there. */
function cardParts(parts: readonly string[], at: number): number {
  const lengths = CARD_LENGTHS.get(parts[at]?.[0]);
  if (lengths === undefined) return 0;
  let digits = '';
  for (let end = at; end < parts.length && digits.length < LONGEST_CARD; end += 2) {
    const group = parts[end] ?? '';
    digits += group;
    if (lengths.includes(digits.length) && isLuhn(digits)) return end - at + 1;
    // cards are written in groups of four or more, sizes and dates are not
    if (group.length < 4) return 0;
  }
  return 0;
}

const LONGEST_CARD = 19;

/** How many digits the cards in use have, by the first one: times in ms and most EANs begin otherwise. */
const CARD_LENGTHS = new Map<string | undefined, readonly number[]>([
  ['2', [16]],
  ['3', [14, 15, 16]],
  ['4', [13, 16, 17, 18, 19]],
  ['5', [16, 17, 18, 19]],
  ['6', [16, 17, 18, 19]],
]);

/** Luhn's check (ISO/IEC 7812-1) as well, so that order numbers stay readable. A loop: a body may ask for it 100,000 times. */
function isLuhn(digits: string): boolean {
  let sum = 0;
  for (let at = digits.length - 1, isDoubled = false; at >= 0; at -= 1, isDoubled = !isDoubled) {
    const digit = digits.charCodeAt(at) - ZERO;
    const counted = isDoubled ? digit * 2 : digit;
    sum += counted > 9 ? counted - 9 : counted;
  }
  return sum % 10 === 0;
}

const ZERO = 0x30;
