import { createHash } from 'node:crypto';
import type { PersonRef } from '../access/person-links.ts';
import type { Words } from '../words/en.ts';

/** How a person is called where no name may be kept; a visitor id itself is a secret and is never shown. */
export function personLabel(words: Words, { kind, id }: PersonRef): string {
  return kind === 'customer' ? words.person.customer(id) : words.person.visitor(visitorLabel(id));
}

/** A short name for a browser that does not give its id away. */
export function visitorLabel(visitorId: string): string {
  return createHash('sha256').update(visitorId).digest('hex').slice(0, 6);
}
