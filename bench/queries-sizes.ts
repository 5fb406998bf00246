import type pg from "pg";

/** Rows and bytes of the tables, largest first. */
export async function readSizes(client: pg.Client) {
  const { rows } = await client.query<{ name: string; rows: string; heap: string; indexes: string }>(`
    select
      relname as name,
      greatest(reltuples, 0)::bigint as rows,
      pg_table_size(oid) as heap,
      pg_indexes_size(oid) as indexes
    from pg_class
    where relkind = 'r'
      and relnamespace = 'public'::regnamespace
      and reltuples > 0
    order by pg_total_relation_size(oid) desc
    limit 12`);
  return rows.map((row) => ({
    name: row.name,
    rows: Number(row.rows),
    heap: Number(row.heap),
    indexes: Number(row.indexes),
  }));
}

const mb = (bytes: number) => `${(bytes / 1e6).toLocaleString("en", { maximumFractionDigits: 0 })} MB`;

/** Prints them as a table. */
export async function printSizes(client: pg.Client): Promise<void> {
  console.log("\n| table | rows | heap | indexes | bytes per row |\n| --- | --- | --- | --- | --- |");
  for (const { name, rows, heap, indexes } of await readSizes(client)) {
    const each = ((heap + indexes) / rows).toFixed(0);
    console.log(`| ${name} | ${rows.toLocaleString("en")} | ${mb(heap)} | ${mb(indexes)} | ${each} |`);
  }
}
