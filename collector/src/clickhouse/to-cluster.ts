const TABLE =
  /^CREATE TABLE IF NOT EXISTS (\w+)\s*\n(.*)\nENGINE = (\w*MergeTree)(?:\(([^)]*)\))?\n(.*)$/s;
const SETTING = /^ALTER TABLE (\w+) MODIFY SETTING\b/;
const ORDER = /^ORDER BY (.+)$/m;

/**
 * A statement of a migration for a cluster: a table becomes a replicated one with the ending `_local` on each shard
 * and a distributed one under its own name; a view is made, and a table's setting changed, everywhere.
 * @throws {Error} on any other statement.
 */
export function toCluster(sql: string, cluster: string): string[] {
  const statement = sql.trim();
  const on = `ON CLUSTER '${cluster}'`;
  const table = TABLE.exec(statement);
  if (table !== null) {
    const [, name = '', columns = '', engine = '', version = '', rest = ''] = table;
    const replicated = [`'/clickhouse/tables/{shard}/{database}/{table}'`, `'{replica}'`, version];
    const local = `${name}_local`;
    return [
      `CREATE TABLE IF NOT EXISTS ${local} ${on}\n${columns}\n` +
        `ENGINE = Replicated${engine}(${replicated.filter((part) => part !== '').join(', ')})\n${rest}`,
      `CREATE TABLE IF NOT EXISTS ${name} ${on} AS ${local}\n` +
        `ENGINE = Distributed('${cluster}', currentDatabase(), '${local}', ${shardKey(rest)})`,
    ];
  }
  const view = /^CREATE VIEW IF NOT EXISTS (\w+) AS\b/;
  if (view.test(statement)) {
    return [statement.replace(view, `CREATE VIEW IF NOT EXISTS $1 ${on} AS`)];
  }
  if (SETTING.test(statement)) {
    return [statement.replace(SETTING, `ALTER TABLE $1_local ${on} MODIFY SETTING`)];
  }
  throw new Error(`a cluster can't run this statement: ${statement.slice(0, 60)}`);
}

/** A person's rows share a shard; all copies of a row must, so only columns of the order key count. */
function shardKey(clauses: string): string {
  const order = ORDER.exec(clauses)?.[1] ?? '';
  if (/\bvisitor_id\b/.test(order)) return 'cityHash64(visitor_id)';
  return `cityHash64(${order.replace(/^\((.*)\)$/, '$1')})`;
}
