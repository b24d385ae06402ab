import { CollectorFailed } from './collector-process.ts';

/** One sentence for whoever typed `npm start`: what stands in the way and what to do. */
export function explain(error: unknown): string {
  if (error instanceof CollectorFailed) return error.message;
  if (!(error instanceof Error)) return String(error);
  const code = 'code' in error ? error.code : undefined;
  const path = 'path' in error ? ` (${String(error.path)})` : '';
  if (code === 'ENOSPC') return `The disk is full${path}. Free some space and start again.`;
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') {
    return `The demo's data folder can't be written${path}. Give this user the right to write there, or start with another: DATA_DIR=FOLDER npm start`;
  }
  return error.message;
}
