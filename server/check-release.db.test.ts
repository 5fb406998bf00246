import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it, onTestFinished } from "vitest";
import { UnpreparedError } from "#lib/clock.ts";
import { checkRelease } from "#server/check-release.ts";
import { StartError } from "#server/start-failure.ts";
import { testDatabase } from "#server/testing/test-database.ts";
import { waitingFor } from "#server/until-clock.ts";

const failure = async (asked: Promise<void>) => asked.catch((error: unknown) => error);

/** The process of a worker of this database, and what it has written so far. */
async function startWorker(url: string) {
  const folder = await mkdtemp(join(tmpdir(), "groundswell-release-"));
  const main = fileURLToPath(new URL("./main.ts", import.meta.url));
  const env = { NODE_ENV: "production" as const, ROLE: "worker", DATABASE_URL: url, DATA_DIR: folder };
  const child = spawn(process.execPath, [main], { env });
  let text = "";
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (chunk) => {
      text += chunk;
    });
  const ended = once(child, "close");
  onTestFinished(async () => {
    child.kill("SIGKILL");
    await ended;
    await rm(folder, { recursive: true, force: true });
  });
  return { text: () => text, ended };
}

describe("a front or worker", () => {
  it("uses a database of its own release", async () => {
    const { db } = await testDatabase();
    await expect(checkRelease(db)).resolves.toBeUndefined();
  });

  it("waits while an older release has prepared it, and says for what", async () => {
    const { db } = await testDatabase();
    await db.$executeRaw`delete from _prisma_migrations where migration_name = '0003_block_window'`;
    const error = await failure(checkRelease(db));
    expect(error).toBeInstanceOf(UnpreparedError);
    expect(waitingFor(error)).toContain("migration 0003_block_window is missing");
  });

  it("runs no job before its release has prepared the database, and ends when a newer one has", async () => {
    const { db, url } = await testDatabase();
    const instance = { mode: "live", clockAnchor: new Date(), clockStart: new Date(), clockSpeed: 1 };
    await db.instance.create({ data: instance });
    await db.$executeRaw`update _prisma_migrations set migration_name = '0000_older' where migration_name = '0003_block_window'`;
    await db.$executeRaw`update _prisma_migrations set finished_at = null where migration_name = '0000_older'`;
    const worker = await startWorker(url);
    await expect.poll(worker.text, { timeout: 30_000 }).toContain("migration 0003_block_window is missing");
    expect(await db.job.count()).toBe(0);
    await db.$executeRaw`update _prisma_migrations set finished_at = now(), migration_name = '9999_newer' where migration_name = '0000_older'`;
    expect((await worker.ended)[0]).toBe(1);
    expect(worker.text()).toContain("Groundswell cannot run: the database has migration 9999_newer");
  });

  it("refuses one that a newer release has migrated", async () => {
    const { db } = await testDatabase();
    await db.$executeRaw`update _prisma_migrations set migration_name = '9999_newer' where migration_name = '0003_block_window'`;
    expect(await failure(checkRelease(db))).toBeInstanceOf(StartError);
  });
});
