/** Numbers for names, 0, 1, 2 … as they come. */
export interface Numbering {
  count(): number;
  /** The name's number; a new one where it is not known yet. */
  numberOf(name: string): number;
  /** The same for a name that anybody may have made up; undefined where it would be one too many of those. */
  admit(name: string): number | undefined;
  findNumber(name: string): number | undefined;
  nameOf(number: number): string;
}

/**
 * As many goods as a shop may have before its catalogue comes, for about 40 MB. What the catalogue says is numbered
 * whatever was made up before.
 */
export const MAX_ADMITTED = 100_000;

export function createNumbering(): Numbering {
  const numbers = new Map<string, number>();
  const names: string[] = [];
  let admitted = 0;

  function numberOf(name: string): number {
    const known = numbers.get(name);
    if (known !== undefined) return known;
    numbers.set(name, names.length);
    return names.push(name) - 1;
  }

  return {
    count: () => names.length,
    numberOf,
    admit(name) {
      const known = numbers.get(name);
      if (known !== undefined) return known;
      if (admitted === MAX_ADMITTED) return undefined;
      admitted += 1;
      return numberOf(name);
    },
    findNumber: (name) => numbers.get(name),
    nameOf: (number) => names[number] ?? '',
  };
}
