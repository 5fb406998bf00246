import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ReportsFront, serveReports } from "#server/testing/reports-front.ts";

let front: ReportsFront;
beforeAll(async () => {
  front = await serveReports();
});
afterAll(() => front.close());

describe("when the database is away", () => {
  it("a report is a 503 that says what to do, and the front lives on", async () => {
    await front.database.db.$executeRaw`alter table report rename to report_away`;
    const reply = await front.report();
    expect([reply.status, reply.headers["retry-after"]]).toEqual([503, "2"]);
    expect(JSON.parse(reply.text)).toMatchObject({ type: "/problems/unavailable-database", stored: false });
    await front.database.db.$executeRaw`alter table report_away rename to report`;
    expect((await front.report()).status).toBe(202);
  });

  it.each([
    ["53100", "the disk is full", "disk-full", "30", false],
    ["53200", "PostgreSQL has no memory", "unavailable-database", "2", false],
    ["58030", "a file cannot be written", "unavailable-database", "2", false],
    ["57P01", "PostgreSQL is being ended", "unavailable-database", "2", undefined],
    ["57P02", "PostgreSQL has crashed", "unavailable-database", "2", undefined],
  ])("SQLSTATE %s (%s) is a 503 %s, and nothing is stored", async (state, _, kind, retryAfter, said) => {
    const before = await front.stored();
    await front.database.db.$executeRaw`create table failing (state text)`;
    await front.database.db.$executeRaw`insert into failing values (${state})`;
    await front.database.db.$executeRaw`
      create function fail() returns trigger language plpgsql as $$
        begin
          raise exception using errcode = (select state from failing), message = 'as in a real failure';
        end
      $$`;
    await front.database.db
      .$executeRaw`create trigger fail before insert on report for each row execute function fail()`;
    const reply = await front.report();
    await front.database.db.$executeRaw`drop trigger fail on report`;
    await front.database.db.$executeRaw`drop function fail`;
    await front.database.db.$executeRaw`drop table failing`;
    expect([reply.status, reply.headers["retry-after"]]).toEqual([503, retryAfter]);
    const problem: unknown = JSON.parse(reply.text);
    expect(problem).toMatchObject({ type: `/problems/${kind}` });
    expect((problem as { stored?: boolean }).stored).toBe(said);
    expect(await front.stored()).toBe(before);
    expect((await front.report()).status).toBe(202);
  });

  it("a statement that does not answer in time leaves open whether the report was stored, and the key settles it", async () => {
    const key = { "idempotency-key": "0a7c9a52-3f0e-4a57-9b51-1f6f1f0c8d13" };
    const reply = await front.database.db.$transaction(
      async (transaction) => {
        await transaction.$executeRaw`lock table report in exclusive mode`;
        return front.report({}, key);
      },
      { timeout: 10_000 },
    );
    expect(reply.status).toBe(503);
    expect(JSON.parse(reply.text)).not.toHaveProperty("stored");
    const before = await front.stored();
    expect((await front.report({}, key)).status).toBe(202);
    expect((await front.stored()) - before).toBeLessThanOrEqual(1);
    const [row] = await front.database.db.$queryRaw<{ n: number }[]>`
      select count(*)::int as n from idempotency_key where key = ${key["idempotency-key"]}::uuid`;
    expect(row?.n).toBe(1);
  });
});
