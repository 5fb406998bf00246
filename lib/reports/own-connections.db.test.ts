import { setTimeout } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { asMinute } from "#lib/buckets/minute.ts";
import { type TestDatabase, testDatabase } from "#server/testing/test-database.ts";

const READERS = 2;
const MINUTE = asMinute(29_000_000);

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
  vi.stubEnv("DATABASE_URL", database.url);
  vi.stubEnv("DATABASE_POOL", String(READERS));
  vi.resetModules();
});
afterAll(async () => {
  const [{ closeDb }, { closeIngest }] = [await import("#lib/db.ts"), await import("#lib/reports/batch.db.ts")];
  await Promise.all([closeDb(), closeIngest()]);
  await database.close();
  vi.unstubAllEnvs();
});

const marked = async () => (await database.db.ingestMinute.findMany()).map(({ minute }) => minute);

/** Does something while readers hold all of their connections. */
async function whileReadersHoldAll(work: () => Promise<void>): Promise<void> {
  const { db } = await import("#lib/db.ts");
  const release = Promise.withResolvers<void>();
  const holding = Array.from({ length: READERS }, () => Promise.withResolvers<void>());
  const readers = holding.map((held) =>
    db().$transaction(
      async (transaction) => {
        await transaction.$queryRaw`select 1`;
        held.resolve();
        await release.promise;
      },
      { timeout: 60_000 },
    ),
  );
  await Promise.all(holding.map(({ promise }) => promise));
  await work().finally(release.resolve);
  await Promise.all(readers);
}

describe("while readers hold all of their connections", () => {
  it("a minute is written down", () =>
    whileReadersHoldAll(async () => {
      const { keepIngestBeat } = await import("#lib/reports/ingest-beat.job.ts");
      const beat = keepIngestBeat(() => MINUTE);
      await expect.poll(marked).toEqual([MINUTE]);
      beat.stop();
    }));

  it("the first report of a day has its salts, and the next process the same", () =>
    whileReadersHoldAll(async () => {
      const { readSalts } = await import("#lib/reports/read-salts.ts");
      const day = Math.floor(MINUTE / 1_440);
      const [before, { today, yesterday }] = [await readSalts((day - 1) * 1_440), await readSalts(day * 1_440)];
      const stored = (await database.db.daySalt.findMany({ orderBy: { day: "asc" } })).map(({ salt }) => [...salt]);
      expect(stored).toEqual([before.today, today].map(({ secret }) => [...secret]));
      expect(yesterday?.secret).toEqual(before.today.secret);
    }));
});

it("minutes that passed between two beats are written down too", async () => {
  const { keepIngestBeat } = await import("#lib/reports/ingest-beat.job.ts");
  let minute = asMinute(MINUTE + 10);
  const beat = keepIngestBeat(() => minute);
  await expect.poll(marked).toContain(MINUTE + 10);
  minute = asMinute(MINUTE + 13);
  await expect.poll(marked).toContain(MINUTE + 13);
  beat.stop();
  expect(await marked()).toEqual([MINUTE, ...[10, 11, 12, 13].map((later) => MINUTE + later)]);
});

it("a minute that begins while the disk is full is not written down, and stays a gap", async () => {
  const { keepIngestBeat } = await import("#lib/reports/ingest-beat.job.ts");
  const { roomWatch } = await import("#lib/reports/room-watch.ts");
  let minute = asMinute(MINUTE + 20);
  const beat = keepIngestBeat(() => minute);
  await expect.poll(marked).toContain(MINUTE + 20);
  roomWatch.refused();
  minute = asMinute(MINUTE + 21);
  await setTimeout(1_500);
  beat.stop();
  expect(await marked()).not.toContain(MINUTE + 21);
});
