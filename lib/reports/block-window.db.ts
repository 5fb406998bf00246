import { z } from "zod";
import type { Statements } from "#lib/db.ts";
import { sayRarely } from "#lib/log.ts";
import { type BlockWindow, type BlockWindows, blockKey } from "#lib/reports/block-window.ts";
import { integers, uuids } from "#lib/reports/column.ts";

type Block = Pick<BlockWindow, "serviceId" | "network">;

const complain = sayRarely("error");

const windowRow = z.object({
  serviceId: z.number(),
  network: z.string().transform((uuid) => uuid.replaceAll("-", "")),
  since: z.number(),
  /** What cannot be read is forgotten, as it would be an hour later: it must not have a whole batch refused, with the reports of all others. */
  counted: z.array(z.tuple([z.string(), z.string(), z.number()])).catch(() => {
    complain("what an address block has counted cannot be read: its next reports are counted as its first");
    return [];
  }),
});

const keyedRow = z.looseObject({ key: z.string().nullable() });
const knownRow = z.object({ key: z.string() });

function toWindows(rows: unknown): BlockWindows {
  const windows = z.array(windowRow).parse(rows);
  return new Map(windows.map((window) => [blockKey(window.serviceId, window.network), window]));
}

/** What the database knows of a batch before it is decided. */
export interface BatchState {
  readonly windows: BlockWindows;
  /** Idempotency-Keys that were seen before. */
  readonly knownKeys: ReadonlySet<string>;
}

/**
 * Reads the windows of blocks and locks them until the transaction ends, in one order for everybody, so that batches wait
 * for each other and cannot deadlock; and reads which keys are known. What is not there cannot be locked: whoever inserts the
 * same window or key second is refused by its primary key. One statement, because each costs 0.3 ms on the way.
 */
export async function lockBatch(
  db: Statements,
  blocks: readonly Block[],
  keys: readonly string[],
): Promise<BatchState> {
  const rows = await db.$queryRaw`
    -- reports.lock_batch
    select null as key, locked.*
    from (
      select
        unnest(${integers(blocks, (block) => block.serviceId)}::integer[]) as service_id,
        unnest(${uuids(blocks, (block) => block.network)}::uuid[]) as network
      order by service_id, network
    ) as wanted
    cross join lateral (
      select service_id as "serviceId", network::text, since_minute as since, counted
      from block_window
      where block_window.service_id = wanted.service_id
        and block_window.network = wanted.network
      for update
    ) as locked
    union all
    select key::text, null, null, null, null
    from idempotency_key
    where key = any(${uuids(keys, (key) => key)}::uuid[])`;
  const [known, windows] = [[] as unknown[], [] as unknown[]];
  for (const row of z.array(keyedRow).parse(rows)) (row.key === null ? windows : known).push(row);
  return {
    windows: toWindows(windows),
    knownKeys: new Set(
      z
        .array(knownRow)
        .parse(known)
        .map((row) => row.key),
    ),
  };
}

/** Reads windows without a lock: those under yesterday's salt, to which only a batch that is being stored at midnight still adds. */
export async function readBlockWindows(db: Statements, blocks: readonly Block[]): Promise<BlockWindows> {
  const rows = await db.$queryRaw`
    -- reports.read_block_windows
    select found.*
    from (
      select
        unnest(${integers(blocks, (block) => block.serviceId)}::integer[]) as service_id,
        unnest(${uuids(blocks, (block) => block.network)}::uuid[]) as network
    ) as wanted
    cross join lateral (
      select service_id as "serviceId", network::text, since_minute as since, counted
      from block_window
      where block_window.service_id = wanted.service_id
        and block_window.network = wanted.network
      limit 1
    ) as found`;
  return toWindows(rows);
}
