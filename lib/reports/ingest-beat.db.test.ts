import { afterAll, beforeAll, beforeEach, expect, it, vi } from "vitest";
import { asMinute } from "#lib/buckets/minute.ts";
import { type TestDatabase, testDatabase } from "#server/testing/test-database.ts";

const MINUTE = asMinute(29_000_000);

let database: TestDatabase;
/** Before PostgreSQL's own function one of the same name is called, which fails as a full disk does while there is a `full_disk`. */
async function shadowFunction(): Promise<void> {
  await database.db.$executeRaw`
    create function public.generate_series(first integer, last integer) returns setof integer language plpgsql as $$
    begin
      if last = 25000 and to_regclass('public.full_disk') is not null then
        raise 'could not write to file: No space left on device' using errcode = '53100';
      end if;
      return query select pg_catalog.generate_series(first, last);
    end $$`;
}

const fillDisk = () => database.db.$executeRaw`create sequence full_disk`;
const makeRoom = () => database.db.$executeRaw`drop sequence full_disk`;

beforeAll(async () => {
  database = await testDatabase();
  await shadowFunction();
  const url = new URL(database.url);
  url.searchParams.set("options", "-c search_path=public,pg_catalog");
  vi.stubEnv("DATABASE_URL", url.href.replaceAll("+", "%20"));
});
afterAll(async () => {
  const { closeIngest } = await import("#lib/reports/batch.db.ts");
  await closeIngest();
  await database.close();
  vi.unstubAllEnvs();
});

const marked = async () => (await database.db.ingestMinute.findMany()).map(({ minute }) => minute);

beforeEach(async () => {
  vi.resetModules();
  vi.stubEnv("LOG_LEVEL", "silent");
  await database.db.ingestMinute.deleteMany();
});

/** A front of its own, as far as it keeps the beat. */
async function startBeat() {
  const { keepIngestBeat } = await import("#lib/reports/ingest-beat.job.ts");
  const { roomWatch } = await import("#lib/reports/room-watch.ts");
  const { closeIngest } = await import("#lib/reports/batch.db.ts");
  let minute: number = MINUTE;
  const beat = keepIngestBeat(() => asMinute(minute));
  return {
    roomWatch,
    pass: () => {
      minute += 1;
    },
    stop: async () => {
      beat.stop();
      await closeIngest();
    },
  };
}

it("writes down no minute while the disk is full, though nobody reports, and says that it is full", async () => {
  const front = await startBeat();
  await expect.poll(marked).toEqual([MINUTE]);
  await fillDisk();
  front.pass();
  await expect.poll(() => front.roomWatch.isFull, { timeout: 5_000 }).toBe(true);
  await makeRoom();
  expect(await marked()).not.toContain(MINUTE + 1);
  await front.stop();
});

it("takes the minute back in which a report was refused, whichever front had written it down, and does not write it again", async () => {
  const front = await startBeat();
  await expect.poll(marked).toEqual([MINUTE]);
  front.roomWatch.refused();
  await expect.poll(marked, { timeout: 5_000 }).toEqual([]);
  vi.resetModules();
  const other = await startBeat();
  await expect.poll(marked, { timeout: 5_000 }).toEqual([MINUTE]);
  await front.stop();
  await other.stop();
});

it("asks for room in a file beside the tables", async () => {
  const { tryRoom } = await import("#lib/reports/ingest-minutes.db.ts");
  const { db } = await testDatabase();
  const refused = db.$transaction(async (transaction) => {
    await transaction.$executeRaw`set local temp_file_limit = '340kB'`;
    await tryRoom(transaction);
  });
  await expect(refused).rejects.toThrow(/53400|temp_file_limit/);
});
