import { z } from "zod";
import type { Db } from "#lib/db.ts";
import { Prisma, type PrismaClient } from "#lib/generated/prisma/client.ts";

/** What Postgres says of one statement. */
export interface Explained {
  /** The name in the statement's first comment. */
  readonly name: string;
  /** Planning and execution. */
  readonly ms: number;
  /** Pages of 8 KB that were touched, and those of them that were not in Postgres' own cache. */
  readonly pages: number;
  readonly readPages: number;
}

const pages = { "Shared Hit Blocks": z.number(), "Shared Read Blocks": z.number() };
const planRow = z.object({
  "QUERY PLAN": z.tuple([
    z.object({ Plan: z.looseObject(pages), "Planning Time": z.number(), "Execution Time": z.number() }),
  ]),
});

function nameOf(sql: string): string {
  return /--\s*(\S+)/.exec(sql)?.[1] ?? "unnamed";
}

/**
 * A database that runs each statement twice: under `explain (analyze, buffers)`, which is kept in `explained`, and for its rows. So
 * the very statements of the product are measured, whatever they are.
 */
export function explainingDb(db: PrismaClient, explained: Explained[]): Db {
  const queryRaw = async ([head = "", ...tail]: readonly string[], ...values: unknown[]) => {
    const told = Prisma.sql([`explain (analyze, buffers, timing off, format json) ${head}`, ...tail], ...values);
    const [row] = z.array(planRow).parse(await db.$queryRaw(told));
    const [plan] = row?.["QUERY PLAN"] ?? [];
    if (plan === undefined) throw new Error("Postgres explained nothing");
    const { "Shared Hit Blocks": hit, "Shared Read Blocks": read } = plan.Plan;
    const ms = plan["Planning Time"] + plan["Execution Time"];
    explained.push({ name: nameOf(told.sql), ms, pages: hit + read, readPages: read });
    return db.$queryRaw(Prisma.sql([head, ...tail], ...values));
  };
  return new Proxy(db, {
    get: (target, property) => (property === "$queryRaw" ? queryRaw : Reflect.get(target, property)),
  }) as unknown as Db;
}
