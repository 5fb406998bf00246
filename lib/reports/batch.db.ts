import pg from "pg";
import { databaseUrl, type Statements } from "#lib/db.ts";
import { log } from "#lib/log.ts";
import { limits } from "#lib/reports/limits.ts";

/**
 * The transaction of one batch. A statement is sent at once, behind those that were not answered yet: `begin` travels with the
 * first and `commit` with the last.
 */
export interface BatchTransaction extends Statements {
  /** Commits behind its last statement. Resolves with that one's answer when all is on disk, rejects with its error first. */
  commitAfter<T>(last: Promise<T>): Promise<T>;
}

/** No connection could be had: nothing was sent. */
export class UnreachedError extends Error {
  constructor(cause: unknown) {
    super("the database cannot be reached", { cause });
    this.name = "UnreachedError";
  }
}

const STATEMENT_MS = 5_000;
/** A PostgreSQL that stands still, or whose connection is half open, ends nothing by itself. */
const UNANSWERED_MS = 1_000;
const SETTINGS = {
  max: limits.connections,
  connectionTimeoutMillis: 2_000,
  statement_timeout: STATEMENT_MS,
  query_timeout: STATEMENT_MS + UNANSWERED_MS,
  idle_in_transaction_session_timeout: STATEMENT_MS,
  idleTimeoutMillis: 30_000,
  keepAlive: true,
  pipeline: true,
  /**
   * Planning the statement that stores reports costs more than running it for a few of them: batches of five
   * took 13 ms planned each time and 6 ms planned once (same run, busy machine). A plan that serves any number
   * of rows must not compare every pair of them, hence no nested loops.
   */
  options: "-c plan_cache_mode=force_generic_plan -c enable_nestloop=off",
} as const;

/** A statement's text, and the name in the comment that it begins with, under which each connection keeps it prepared. */
interface Prepared {
  readonly name: string;
  readonly text: string;
}

const prepared = new WeakMap<TemplateStringsArray, Prepared>();

function prepare(parts: TemplateStringsArray): Prepared {
  let statement = prepared.get(parts);
  if (statement === undefined) {
    const text = parts.reduce((before, part, index) => `${before}$${index}${part}`);
    const name = /^\s*-- (\S+)/.exec(text)?.[1];
    if (name === undefined) throw new Error("a statement has no name");
    statement = { name, text };
    prepared.set(parts, statement);
  }
  return statement;
}

function transactionOf(client: pg.PoolClient, begun: Promise<unknown>): BatchTransaction {
  return {
    async $queryRaw(parts, ...values) {
      // Without its `begin` a statement would be a transaction of its own: nothing may follow from its answer.
      const [{ rows }] = await Promise.all([client.query({ ...prepare(parts), values: [...values] }), begun]);
      return rows;
    },
    async commitAfter(last) {
      const [answer, commit] = await Promise.allSettled([last, client.query("commit")]);
      if (answer.status === "rejected") throw answer.reason;
      if (commit.status === "rejected") throw commit.reason;
      // PostgreSQL's answer to the commit of a transaction in which a statement failed.
      if (commit.value.command !== "COMMIT") throw new Error("the batch was rolled back");
      return answer.value;
    },
  };
}

/**
 * The connections that store reports: their own, so that no reader can hold what reports need, and of `pg` itself. Prisma's
 * transaction waits for four answers, which a busy front reads late, and took an eighth of the front's time; this one waits for two.
 */
export class BatchDb {
  readonly #pool: pg.Pool;

  constructor(url: string) {
    this.#pool = new pg.Pool({ ...SETTINGS, connectionString: url });
    const onError = (error: Error) => log.warn({ err: error }, "a connection of the ingest was lost");
    this.#pool.on("error", onError);
    // The pool listens to idle connections only.
    this.#pool.on("connect", (client) => client.on("error", onError));
  }

  /** Opens a connection ahead of the first batch. */
  async open(): Promise<void> {
    (await this.#pool.connect()).release();
  }

  /** Runs what must be stored together. `work` must end with `commitAfter`. Rejects with UnreachedError, or with PostgreSQL's error. */
  async transaction<T>(work: (transaction: BatchTransaction) => Promise<T>): Promise<T> {
    const client = await this.#pool.connect().catch((error: unknown) => {
      throw new UnreachedError(error);
    });
    try {
      const begun = client.query("begin");
      const [result] = await Promise.all([work(transactionOf(client, begun)), begun]);
      client.release();
      return result;
    } catch (error) {
      await client.query("rollback").then(
        () => client.release(),
        () => client.release(true),
      );
      throw error;
    }
  }

  end(): Promise<void> {
    return this.#pool.end();
  }
}

let shared: BatchDb | undefined;

/** The ingest's connections of this process. */
export function ingestDb(): BatchDb {
  shared ??= new BatchDb(databaseUrl());
  return shared;
}

/** Ends the ingest's connections of this process. */
export async function closeIngest(): Promise<void> {
  await shared?.end();
}
