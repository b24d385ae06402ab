import { DatabaseError } from '../clickhouse/database.ts';
import { DataDirLocked } from '../clickhouse/home.ts';
import { MigrationMismatch } from '../clickhouse/migrate.ts';
import { FolderInUse } from '../lib/lock-folder.ts';

/** ClickHouse's own number for a full disk. */
const NOT_ENOUGH_SPACE = 243;

/** One sentence for a person who started the collector: what stands in the way and what to do. */
export function explainStartFailure(error: unknown): string {
  if (error instanceof FolderInUse || error instanceof DataDirLocked) return error.message;
  if (error instanceof MigrationMismatch) return error.message;
  const code = systemCode(error);
  const path = error instanceof Error && 'path' in error ? ` (${String(error.path)})` : '';
  switch (code) {
    case 'EADDRINUSE':
      return 'The port is taken by another program. Stop that program, or set PORT to a free port.';
    case 'EADDRNOTAVAIL':
      return 'This machine does not have the address in HOST. Set HOST to one of its addresses, for example 127.0.0.1.';
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return `The data folder can't be written${path}. Give this user the right to write there, or set DATA_DIR to another folder.`;
    case 'EEXIST':
    case 'ENOTDIR':
      return `The data folder is not a folder${path}. Move the file that is in its way, or set DATA_DIR to another folder.`;
    case 'ENOSPC':
    case 'EDQUOT':
      return diskFull(path);
    case 'EIO':
      return `The journal or the database can't be read${path}: the disk reports an error. Nothing was deleted. Look at the system's log, copy DATA_DIR to another disk if this one fails, and start there.`;
    case undefined:
    case 'ECONNREFUSED':
    case 'ENOTFOUND':
      break;
    default:
      return `The collector could not start: ${code}${path}.`;
  }
  if (error instanceof DatabaseError) {
    if (error.code === NOT_ENOUGH_SPACE) return diskFull('');
    return `The database could not be opened: ${error.message}. If CLICKHOUSE_URL is set, check that the server runs there.`;
  }
  return `The collector could not start: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`;
}

function diskFull(path: string): string {
  return `The disk is full${path}. Free some space, or set DATA_DIR to a folder on another disk.`;
}

/** The code of the error or of what caused it. */
function systemCode(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  if ('code' in error && typeof error.code === 'string') return error.code;
  return systemCode(error.cause);
}
