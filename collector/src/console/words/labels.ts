import { PURPOSES } from '@tendero/schema';
import type { Site } from '../../config.ts';
import type { Words } from './en.ts';

/** The words, and the site whose providers have names. */
interface Naming {
  readonly words: Words;
  readonly site: Site;
}

/** What an event of this type means; a custom name is shown as it is. `isDecided`: it is about what a widget showed. */
export function eventLabel(
  words: Words,
  { type, isDecided }: { type: string; isDecided: boolean },
): string {
  if (isDecided && type === 'view_item_list') return words.person.sawItems(1, '1');
  if (isDecided && type === 'select_item') return words.person.clickedItem;
  return lookUp(words.events, type);
}

/** A property of an event; one without a word is shown as it is. */
export function propertyLabel(words: Words, key: string): string {
  return lookUp(words.person.properties, key);
}

/** The field of a profile; one without a word is shown as it is. */
export function fieldLabel(words: Words, field: string): string {
  return lookUp(words.person.fields, field);
}

/** How a consent decision came about. */
export function decisionSource(words: Words, source: string): string {
  return lookUp(words.person.sources, source);
}

/** Where a profile value came from: `sign_up`, or `social:PROVIDER`. */
export function profileSource({ words, site }: Naming, source: string): string {
  const provider = /^social:(.+)$/.exec(source)?.[1];
  if (provider === undefined) return words.person.fromSignUp;
  return words.person.fromSocial(providerName(site, provider));
}

/** How a browser came to belong to a customer: `customer_token`, or `id_token:PROVIDER`. */
export function linkMethod({ words, site }: Naming, method: string): string {
  const provider = /^id_token:(.+)$/.exec(method)?.[1];
  if (provider === undefined) return words.person.linkedBy(words.person.byToken);
  return words.person.linkedBy(words.person.fromSocial(providerName(site, provider)));
}

function providerName(site: Site, id: string): string {
  return site.providers.find((provider) => provider.id === id)?.name ?? id;
}

/** What consent allows, in words; social fields follow their purpose. */
export function purposeLabels(words: Words, granted: readonly string[]): string[] {
  return PURPOSES.filter((purpose) => granted.includes(purpose)).map((purpose) => {
    const fields = granted
      .filter((one) => one.startsWith(`${purpose}.`))
      .map((one) => lookUp(words.person.socialFields, one.slice(purpose.length + 1)));
    const label = words.overview.purposes[purpose];
    return fields.length === 0 ? label : `${label} (${fields.join(', ')})`;
  });
}

/** What allows one profile value: a purpose, or a social field such as `social.basic`. */
export function purposeLabel(words: Words, purpose: string): string {
  const [main = '', field] = purpose.split('.');
  const label = lookUp(words.overview.purposes, main);
  return field === undefined ? label : `${label} (${lookUp(words.person.socialFields, field)})`;
}

function lookUp(labels: Readonly<Record<string, string>>, key: string): string {
  return Object.hasOwn(labels, key) ? (labels[key] ?? key) : key;
}
