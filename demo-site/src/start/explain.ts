import { CollectorFailed } from './collector-process.ts';

/** One sentence for whoever typed `npm start`: what stands in the way and what to do. */
export function explain(error: unknown): string {
  if (error instanceof CollectorFailed) return ownWords(error.message);
  if (!(error instanceof Error)) return String(error);
  const code = 'code' in error ? error.code : undefined;
  const path = 'path' in error ? ` (${String(error.path)})` : '';
  if (code === 'ENOSPC') return `The disk is full${path}. Free some space and start again.`;
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') {
    return `The demo's data folder can't be written${path}. Give this user the right to write there, or start with another: DATA_DIR=FOLDER npm start`;
  }
  if (code === 'EEXIST' || code === 'ENOTDIR') {
    return `The demo's data folder can't be made${path}. Move what is in its way, or start with another: DATA_DIR=FOLDER npm start`;
  }
  return error.message;
}

/** Without what the database's engine writes by itself on its way out. */
function ownWords(complaint: string): string {
  const lines = complaint.split('\n').filter((line) => !/^Code: \d+\. DB::Exception/.test(line));
  return lines.join('\n');
}
