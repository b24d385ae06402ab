/** Numbers for names, 0, 1, 2 … as they come. */
export interface Numbering {
  count(): number;
  /** The name's number; a new one where it is not known yet. */
  numberOf(name: string): number;
  findNumber(name: string): number | undefined;
  nameOf(number: number): string;
}

export function createNumbering(): Numbering {
  const numbers = new Map<string, number>();
  const names: string[] = [];
  return {
    count: () => names.length,
    numberOf(name) {
      const known = numbers.get(name);
      if (known !== undefined) return known;
      numbers.set(name, names.length);
      return names.push(name) - 1;
    },
    findNumber: (name) => numbers.get(name),
    nameOf: (number) => names[number] ?? '',
  };
}
