import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { BatchDb, UnreachedError } from "#lib/reports/batch.db.ts";
import { freePort } from "#server/free-port.ts";
import { type TestDatabase, testDatabase } from "#server/testing/test-database.ts";

let database: TestDatabase;
let batches: BatchDb;
beforeAll(async () => {
  database = await testDatabase();
  await database.db.$executeRaw`create table kept (n integer primary key)`;
  batches = new BatchDb(database.url);
});
afterAll(async () => {
  await batches.end();
  await database.close();
});

const insert = (n: number) =>
  batches.transaction(async (transaction) => {
    const [backend] = (await transaction.$queryRaw`
      -- test.backend
      select pg_backend_pid() as pid`) as { pid: number }[];
    await transaction.commitAfter(
      Promise.resolve(transaction.$queryRaw`
        -- test.insert
        insert into kept (n)
        values (${n})`),
    );
    return backend?.pid;
  });
const kept = async () =>
  (await database.db.$queryRaw<{ n: number }[]>`select n from kept order by n`).map((row) => row.n);

describe("the transaction of a batch", () => {
  it("is committed with its last statement, and gives that one's answer", async () => {
    await insert(1);
    expect(await kept()).toContain(1);
    const rows = await batches.transaction((transaction) =>
      transaction.commitAfter(
        Promise.resolve(transaction.$queryRaw`
          -- test.two
          select ${1}::integer + ${1}::integer as two`),
      ),
    );
    expect(rows).toEqual([{ two: 2 }]);
  });

  it("leaves nothing behind when its last statement fails, says why, and goes on with the same connection", async () => {
    const backend = await insert(10);
    const failing = batches.transaction(async (transaction) => {
      await transaction.$queryRaw`
        -- test.first
        insert into kept (n)
        values (11)`;
      return transaction.commitAfter(
        Promise.resolve(transaction.$queryRaw`
          -- test.insert_ten
          insert into kept (n)
          values (10)`),
      );
    });
    await expect(failing).rejects.toMatchObject({ code: "23505" });
    expect(await kept()).not.toContain(11);
    expect(await insert(12)).toBe(backend);
  });

  it("fails when its connection is cut, and the next one has another", async () => {
    const cut = batches.transaction((transaction) =>
      transaction.commitAfter(
        Promise.resolve(transaction.$queryRaw`
          -- test.cut
          select pg_terminate_backend(pg_backend_pid())`),
      ),
    );
    await expect(cut).rejects.toThrow();
    await insert(20);
    expect(await kept()).toContain(20);
  });

  it("has a connection ahead of the first batch when it was opened", async () => {
    const ahead = new BatchDb(`${database.url}?application_name=ahead`);
    await ahead.open();
    const open = await database.db.$queryRaw`
      select count(*)::integer as connections
      from pg_stat_activity
      where application_name = 'ahead'`;
    expect(open).toEqual([{ connections: 1 }]);
    await ahead.end();
  });

  it("says that nothing was sent where no database can be reached", async () => {
    const nowhere = new BatchDb(`postgresql://nobody@127.0.0.1:${await freePort()}/none`);
    await expect(nowhere.transaction(async () => {})).rejects.toBeInstanceOf(UnreachedError);
    await nowhere.end();
  });

  it("takes no statement without a name, under which it would be kept prepared", async () => {
    await expect(batches.transaction(async (transaction) => transaction.$queryRaw`select 1`)).rejects.toThrow("name");
  });
});
