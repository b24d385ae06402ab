import { basename } from 'node:path';

/** The database that the collector of this data folder uses: on a server each folder has one of its own. */
export function databaseOf(dataDir: string, url = process.env['CLICKHOUSE_URL']): string {
  return url === undefined ? 'tendero' : basename(dataDir).toLowerCase().replaceAll(/\W/g, '_');
}
