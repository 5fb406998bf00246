import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import pg from "pg";
import type { TestProject } from "vitest/node";
import { migrate } from "#server/migrate.ts";
import { startPostgres } from "#server/postgres.ts";

declare module "vitest" {
  interface ProvidedContext {
    readonly postgresUrl: string;
  }
}

/** Name of the migrated database that every test clones, which takes milliseconds. */
const TEMPLATE = "groundswell_template";

/** One real PostgreSQL for the run; its tables are the migrations' own. */
export async function setup(project: TestProject) {
  const folder = await mkdtemp(join(tmpdir(), "groundswell-test-"));
  const postgres = await startPostgres({ folder, settings: { fsync: "off", full_page_writes: "off" } });
  const client = new pg.Client({ connectionString: postgres.url });
  await client.connect();
  await client.query(`create database ${TEMPLATE}`);
  await client.end();
  const url = new URL(postgres.url);
  url.pathname = `/${TEMPLATE}`;
  await migrate(url.href, resolve("prisma/migrations"));
  project.provide("postgresUrl", postgres.url);
  return async () => {
    await postgres.stop();
    await rm(folder, { recursive: true, force: true });
  };
}
