import type { PropertyDeclaration } from 'lit';

/** A list of item ids: an array as a property, separated by commas as an attribute. */
export const cartProperty: PropertyDeclaration<readonly string[]> = {
  converter: {
    fromAttribute: (value) =>
      (value ?? '')
        .split(',')
        .map((id) => id.trim())
        .filter((id) => id !== ''),
  },
  hasChanged: (value, old) => JSON.stringify(value) !== JSON.stringify(old),
};
