/** Where a collector can be made to end itself, between two steps that a crash may part. */
export const POINTS = [
  // the block is in the file and not yet fsynced
  'written',
  // fsynced, and nobody has been answered
  'synced',
  // some moment while rows move into the database
  'inserting',
  // the rows are in, the segment is still there
  'inserted',
  // the rows are in, and the file that says which days they touched is begun
  'keeping',
  // some moment while days are counted anew
  'recounting',
  // before one of the first steps of a start
  'starting',
] as const;
export type Point = (typeof POINTS)[number];

/** When a collector ends itself. */
export interface Fuse {
  readonly point: Point;
  /** How often the point is passed before. */
  readonly skip: number;
  /** How far into the insert or the recount. */
  readonly delayMs: number;
}
