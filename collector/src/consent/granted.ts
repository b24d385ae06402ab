import { isGranted, PURPOSES, SOCIAL_FIELDS, type ConsentStates } from '@tendero/schema';

/**
 * What the states allow, as the database keeps it: purposes, and social fields as `social.basic`.
 * `social` itself is there when at least one field is.
 */
export function grantedPurposes(states: ConsentStates): string[] {
  const fields = SOCIAL_FIELDS.filter((field) => isGranted(states, 'social', field));
  return [
    ...PURPOSES.filter((purpose) => isGranted(states, purpose)),
    ...fields.map((field) => `social.${field}`),
  ];
}
