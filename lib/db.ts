import { PrismaPg } from "@prisma/adapter-pg";
import { config } from "#lib/config.ts";
import { type Prisma, PrismaClient } from "#lib/generated/prisma/client.ts";
import { log } from "#lib/log.ts";

/** What a `*.db.ts` function asks for: a client or a transaction of it. */
export type Db = Prisma.TransactionClient;

/** What a `*.db.ts` function asks for that also the ingest's own client runs (reports/batch.db.ts): tagged statements, and nothing else. */
export interface Statements {
  $queryRaw(text: TemplateStringsArray, ...values: readonly unknown[]): PromiseLike<unknown>;
}

export interface DbOptions {
  /** Connections at most. */
  readonly max: number;
  /** A statement that runs longer is ended by Postgres. */
  readonly statementTimeoutMs: number;
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
    },
    {
      onPoolError: (error) => log.warn({ err: error }, "a pooled connection was lost"),
      onConnectionError: (error) => log.warn({ err: error }, "a connection failed"),
    },
  );
  return new PrismaClient({ adapter });
}

const shared = globalThis as { groundswellDb?: PrismaClient };

/** Throws where no database is configured. */
export function databaseUrl(): string {
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

/** Ends the connections of this process. */
export async function closeDb(): Promise<void> {
  await shared.groundswellDb?.$disconnect();
}
