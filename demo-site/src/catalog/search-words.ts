/** Words that join others and say nothing of the thing that is looked for. */
const JOINING = new Set(
  'a al an and de del el en for from in la las los of on para por the to un una with y con'.split(
    ' ',
  ),
);

/** The words of a text without case and accents: nobody types «sartén» with its accent on a phone. */
export function wordsOf(text: string): readonly string[] {
  return text
    .normalize('NFD')
    .replaceAll(/[\p{Diacritic}'’]/gu, '')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);
}

/** What somebody looks for, word by word; «taza de té» is a cup and tea, in whatever order. */
export function queryWords(query: string): readonly string[] {
  const words = wordsOf(query);
  const telling = words.filter((word) => !JOINING.has(word));
  return telling.length > 0 ? telling : words;
}

/** How well a word of a text is the one looked for: the same (in singular or plural), or its beginning. */
export function fit(found: string, wanted: string): 'whole' | 'beginning' | undefined {
  const forms = formsOf(wanted);
  if (formsOf(found).some((form) => forms.includes(form))) return 'whole';
  return wanted.length > 1 && found.startsWith(wanted) ? 'beginning' : undefined;
}

/** The word and what its singular may be, in both languages: mugs, boxes, teteras, azules, lápices. */
function formsOf(word: string): string[] {
  const forms = [word];
  if (word.length > 2 && word.endsWith('s')) forms.push(word.slice(0, -1));
  if (word.length > 4 && word.endsWith('es')) forms.push(word.slice(0, -2));
  if (word.length > 4 && word.endsWith('ces')) forms.push(`${word.slice(0, -3)}z`);
  return forms;
}
