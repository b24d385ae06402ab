import type { FileHandle } from 'node:fs/promises';
import type { Database } from '../../../collector/src/clickhouse/database.ts';
import { DISK, type Disk } from '../../../collector/src/journal/disk.ts';
import type { Point } from './points.ts';

/** Called when a point is passed; may not return. */
export type Pass = (point: Point) => void;

/** This machine's disk, with its points. */
export function hookedDisk(pass: Pass): Disk {
  return {
    ...DISK,
    async open(...args: Parameters<Disk['open']>) {
      pass('starting');
      const handle = await DISK.open(...args);
      return String(args[0]).endsWith('.segment') ? hookedFile(handle, pass) : handle;
    },
    async writeFile(path, ...rest) {
      if (typeof path === 'string' && path.endsWith('.days')) {
        await DISK.writeFile(path, '');
        pass('keeping');
      }
      await DISK.writeFile(path, ...rest);
    },
    async rm(...args) {
      if (String(args[0]).endsWith('.segment')) pass('inserted');
      await DISK.rm(...args);
    },
  };
}

function hookedFile(handle: FileHandle, pass: Pass): FileHandle {
  return new Proxy(handle, {
    get(target, name) {
      if (name === 'datasync') {
        return async () => {
          pass('written');
          await target.datasync();
          pass('synced');
        };
      }
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}

/** The database with its points. */
export function hookedDatabase(database: Database, pass: Pass): Database {
  const { write, recount } = database;
  return {
    ...database,
    async create() {
      pass('starting');
      await database.create();
    },
    recount: {
      async command(sql, params) {
        const done = recount.command(sql, params);
        pass('recounting');
        await done;
      },
    },
    write: {
      ...write,
      async query(query) {
        pass('starting');
        return write.query(query);
      },
      async command(sql, params) {
        pass('starting');
        await write.command(sql, params);
      },
      async insert(...order) {
        pass('starting');
        const done = write.insert(...order);
        pass('inserting');
        await done;
      },
    },
  };
}
