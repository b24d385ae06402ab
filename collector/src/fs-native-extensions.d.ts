/** The package ships no types. */
declare module 'fs-native-extensions' {
  /** Locks an open file exclusively; false when another process holds it. The lock ends with the process. */
  export function tryLock(fd: number): boolean;
}
