import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A fenced block of a page in Markdown. */
export interface Block {
  /** What stands behind the fence, such as `sh`. */
  readonly language: string;
  readonly text: string;
}

/** The fenced blocks of a file of this repository, in their order. */
export function readBlocks(path: string): Block[] {
  const text = readFileSync(join(import.meta.dirname, '../..', path), 'utf8');
  return [...text.matchAll(/^```(\w*)\n([\s\S]*?)^```$/gm)].map(
    ([, language = '', block = '']) => ({
      language,
      text: block,
    }),
  );
}
