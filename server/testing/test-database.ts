import { randomBytes } from "node:crypto";
import pg from "pg";
import { inject, onTestFinished } from "vitest";
import { createDb } from "#lib/db.ts";
import type { PrismaClient } from "#lib/generated/prisma/client.ts";

export interface TestDatabase {
  readonly db: PrismaClient;
  readonly url: string;
  /** Ends the connections and drops the database. Called by itself when made inside a test. */
  close(): Promise<void>;
}

async function administer(sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: inject("postgresUrl") });
  await client.connect();
  await client.query(sql);
  await client.end();
}

/** A fresh database: migrated, unless it is made from PostgreSQL's own empty one. In a hook (`beforeAll`) the caller closes it; in a test it closes itself. */
export async function testDatabase(
  template: "groundswell_template" | "template1" = "groundswell_template",
): Promise<TestDatabase> {
  const name = `test_${randomBytes(6).toString("hex")}`;
  await administer(`create database ${name} template ${template} strategy file_copy`);
  const url = new URL(inject("postgresUrl"));
  url.pathname = `/${name}`;
  const db = createDb(url.href, { max: 5, statementTimeoutMs: 30_000 });
  const close = async () => {
    await db.$disconnect();
    await administer(`drop database if exists ${name} with (force)`);
  };
  try {
    onTestFinished(close);
  } catch {
    // Made in a hook: there is no current test, and the caller closes.
  }
  return { db, url: url.href, close };
}
