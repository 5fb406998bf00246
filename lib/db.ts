import { createHash } from "node:crypto";
import { PrismaPg } from "@prisma/adapter-pg";
import { config } from "#lib/config.ts";
import { type Prisma, PrismaClient } from "#lib/generated/prisma/client.ts";
import { log } from "#lib/log.ts";

/** What a `*.db.ts` function asks for: a client or a transaction of it. */
export type Db = Prisma.TransactionClient;

export interface DbOptions {
  /** Connections at most. */
  readonly max: number;
  /** A statement that runs longer is ended by Postgres. */
  readonly statementTimeoutMs: number;
  /** For a client with few, dear statements: each is planned once per connection, and without nested loops. */
  readonly planOnce?: boolean;
}

/**
 * Planning the statement that stores reports costs more than running it for a few of them: batches of five
 * took 13 ms planned each time and 6 ms planned once (same run, busy machine). A plan that serves any number
 * of rows must not compare every pair of them, hence no nested loops.
 */
const PLAN_ONCE = "-c plan_cache_mode=force_generic_plan -c enable_nestloop=off";

function statementName({ sql }: { readonly sql: string }): string {
  return createHash("sha256").update(sql).digest("base64url").slice(0, 24);
}

/** After a statement's own time an answer must be here; else its connection is given up. */
const UNANSWERED_MS = 1_000;

/**
 * A client with its own bounded pool. Without these numbers the adapter waits without limit for a
 * connection, and an outage of Postgres would pile up requests until memory ends.
 */
export function createDb(url: string, options: DbOptions): PrismaClient {
  const adapter = new PrismaPg(
    {
      connectionString: url,
      max: options.max,
      connectionTimeoutMillis: 2_000,
      statement_timeout: options.statementTimeoutMs,
      // A Postgres that stands still, or whose connection is half open, ends nothing by itself.
      query_timeout: options.statementTimeoutMs + UNANSWERED_MS,
      idleTimeoutMillis: 30_000,
      keepAlive: true,
      ...(options.planOnce ? { options: PLAN_ONCE } : {}),
    },
    {
      ...(options.planOnce ? { statementNameGenerator: statementName } : {}),
      onPoolError: (error) => log.warn({ err: error }, "a pooled connection was lost"),
      onConnectionError: (error) => log.warn({ err: error }, "a connection failed"),
    },
  );
  return new PrismaClient({ adapter });
}

const shared = globalThis as { groundswellDb?: PrismaClient; groundswellIngestDb?: PrismaClient };

function databaseUrl(): string {
  const url = config().DATABASE_URL;
  if (url !== undefined) return url;
  throw new Error("DATABASE_URL is not set: start the project with `npm start`, which starts Postgres and sets it");
}

/**
 * The client of this process. It hangs on globalThis because the pages are bundled apart from the
 * front: without that one process would hold two pools.
 */
export function db(): PrismaClient {
  shared.groundswellDb ??= createDb(databaseUrl(), { max: config().DATABASE_POOL, statementTimeoutMs: 10_000 });
  return shared.groundswellDb;
}

/** The client that stores reports: a pool of its own, so that no reader can hold the connections that reports need. */
export function ingestDb(): PrismaClient {
  shared.groundswellIngestDb ??= createDb(databaseUrl(), { max: 4, statementTimeoutMs: 5_000, planOnce: true });
  return shared.groundswellIngestDb;
}

/** Ends the connections of this process. */
export async function closeDb(): Promise<void> {
  await Promise.all([shared.groundswellDb?.$disconnect(), shared.groundswellIngestDb?.$disconnect()]);
}
