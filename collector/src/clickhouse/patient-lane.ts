import { setTimeout as pause } from 'node:timers/promises';
import { DatabaseError, type ReadLane } from './database.ts';

const PAUSE_MS = 5_000;

/** Reads that are asked again while the database is away, until `signal`; for work that nobody waits for. */
export function patientLane(lane: ReadLane, signal: AbortSignal): ReadLane {
  return {
    async query(query) {
      for (;;) {
        try {
          return await lane.query(query);
        } catch (error) {
          if (!(error instanceof DatabaseError) || error.code !== 0) throw error;
          await pause(PAUSE_MS, undefined, { signal });
        }
      }
    },
  };
}
