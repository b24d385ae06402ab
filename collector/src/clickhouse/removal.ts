/**
 * The statement that takes rows out of a table. On a cluster it goes to the tables behind the distributed one, which
 * takes no such statement itself, and waits for all replicas.
 */
export function removal(table: string, where: string, cluster: string | undefined): string {
  if (cluster === undefined) {
    return `ALTER TABLE ${table} DELETE WHERE ${where} SETTINGS mutations_sync = 1`;
  }
  return `ALTER TABLE ${table}_local ON CLUSTER '${cluster}' DELETE WHERE ${where} SETTINGS mutations_sync = 2`;
}
