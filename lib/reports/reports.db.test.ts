import { createHash, randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { BatchDb } from "#lib/reports/batch.db.ts";
import { commitReports } from "#lib/reports/commit.db.ts";
import type { ReportRow } from "#lib/reports/report-row.ts";
import { claimDaySalt, readDaySalt } from "#lib/reports/salts.db.ts";
import { type TestDatabase, testDatabase } from "#server/testing/test-database.ts";

let database: TestDatabase;
let ingest: BatchDb;
beforeAll(async () => {
  database = await testDatabase();
  ingest = new BatchDb(database.url);
  await database.db.$executeRaw`
    insert into service (id, slug, name, category, problems)
    select id, 'service-' || id, 'Service ' || id, 'ai', '{app}' from generate_series(1, 100) as id`;
});
afterAll(async () => {
  await ingest.end();
  await database.close();
});

const MINUTE = 29_000_000;
const hex = (text: string) => createHash("sha256").update(text).digest("hex").slice(0, 32);
let nextService = 0;

/** A service of its own for each test: nothing to clean up, nothing to collide with. */
const freshService = () => (nextService += 1);

/** Person n reports: own address in an own block, unless the test says otherwise. */
function report(serviceId: number, person: number, changes: Partial<ReportRow> = {}): ReportRow {
  return {
    id: randomUUID(),
    serviceId,
    minute: MINUTE,
    kind: "problem",
    problem: "app",
    beganMinutesAgo: null,
    country: "US",
    region: null,
    note: null,
    reporter: hex(`reporter ${serviceId} ${person}`),
    previous: null,
    address: hex(`address ${serviceId} ${person}`),
    network: hex(`network ${serviceId} ${person}`),
    asn: "as:1",
    setAside: null,
    key: null,
    bodyHash: hex("body"),
    ...changes,
  };
}
const people = (count: number) => Array.from({ length: count }, (_, person) => person);
const submit = async (rows: ReportRow[]) => {
  const outcomes = await commitReports(ingest, rows);
  return outcomes.map(({ stored, replayed }) => (replayed ? "known" : stored.disposition));
};

async function sums(serviceId: number) {
  const [row] = await database.db.$queryRaw<unknown[]>`
    select
      (select coalesce(sum(reports), 0)::int from minute_bucket where service_id = ${serviceId}) as buckets,
      (select count(*)::int from report where service_id = ${serviceId} and disposition = 'counted' and kind = 'problem') as reports,
      (select coalesce(sum(reports), 0)::int from minute_facet where service_id = ${serviceId} and dimension = 'problem') as facets,
      (select coalesce(sum(networks), 0)::int from minute_bucket where service_id = ${serviceId}) as networks,
      (select coalesce(sum(reports + works + back + repeats + set_aside), 0)::int from minute_bucket where service_id = ${serviceId}) as received`;
  return row;
}

describe("storing a batch", () => {
  it("counts each reporter in bucket, facets and reports alike", async () => {
    const service = freshService();
    expect(await submit(people(20).map((person) => report(service, person)))).toEqual(Array(20).fill("counted"));
    expect(await sums(service)).toEqual({ buckets: 20, reports: 20, facets: 20, networks: 20, received: 20 });
  });

  it("counts what works and what is back apart from problems", async () => {
    const service = freshService();
    await submit([
      report(service, 1),
      report(service, 2, { kind: "works", problem: null }),
      report(service, 3, { kind: "back", problem: null }),
    ]);
    expect(await sums(service)).toEqual({ buckets: 1, reports: 1, facets: 1, networks: 1, received: 3 });
  });

  it("takes the second report of a reporter within 60 minutes as a repeat, in one batch and in two", async () => {
    const service = freshService();
    expect(await submit([report(service, 1), report(service, 1)])).toEqual(["counted", "repeat"]);
    expect(await submit([report(service, 1, { minute: MINUTE + 59 })])).toEqual(["repeat"]);
    expect(await sums(service)).toMatchObject({ buckets: 1, received: 3 });
  });

  it("counts the reporter again after 60 minutes, measured from the counted report", async () => {
    const service = freshService();
    const at = (minutes: number) => submit([report(service, 1, { minute: MINUTE + minutes })]);
    expect([await at(0), await at(30), await at(60), await at(119), await at(120)].flat()).toEqual([
      "counted",
      "repeat",
      "counted",
      "repeat",
      "counted",
    ]);
  });

  it("does not forget a reporter at midnight, when the salt changes", async () => {
    const service = freshService();
    await submit([report(service, 1)]);
    const tomorrow = report(service, 1, {
      minute: MINUTE + 20,
      reporter: hex(`tomorrow ${service}`),
      network: hex(`tomorrow's network ${service}`),
      previous: {
        reporter: hex(`reporter ${service} 1`),
        address: hex(`address ${service} 1`),
        network: hex(`network ${service} 1`),
      },
    });
    expect(await submit([tomorrow])).toEqual(["repeat"]);
  });

  it("keeps services apart", async () => {
    const [one, other] = [freshService(), freshService()];
    expect(await submit([report(one, 1), report(other, 1)])).toEqual(["counted", "counted"]);
  });

  it("counts five reporters of one address and sets the sixth aside", async () => {
    const service = freshService();
    const room = people(7).map((person) =>
      report(service, person, { address: hex(`room ${service}`), network: hex(`block ${service}`) }),
    );
    expect(await submit(room.slice(0, 4))).toEqual(Array(4).fill("counted"));
    expect(await submit(room.slice(4))).toEqual(["counted", "set-aside", "set-aside"]);
    expect(await sums(service)).toEqual({ buckets: 5, reports: 5, facets: 5, networks: 1, received: 7 });
  });

  it("counts fifty reporters of one block, and a crowded room does not use up its neighbours' share", async () => {
    const service = freshService();
    const room = people(200).map((person) =>
      report(service, person, { address: hex(`room ${service}`), network: hex(`block ${service}`) }),
    );
    const neighbours = people(50).map((person) =>
      report(service, 1_000 + person, { network: hex(`block ${service}`) }),
    );
    const done = await submit([...room, ...neighbours]);
    expect(done.slice(0, 200).filter((disposition) => disposition === "counted")).toHaveLength(5);
    expect(done.slice(200).filter((disposition) => disposition === "counted")).toHaveLength(45);
  });

  it("opens the caps again after an hour", async () => {
    const service = freshService();
    const room = (first: number, minute: number) =>
      people(6).map((person) =>
        report(service, first + person, { address: hex(`room ${service}`), network: hex(`block ${service}`), minute }),
      );
    expect((await submit(room(0, MINUTE))).filter((disposition) => disposition === "counted")).toHaveLength(5);
    expect((await submit(room(10, MINUTE + 59))).filter((disposition) => disposition === "counted")).toHaveLength(0);
    expect((await submit(room(20, MINUTE + 60))).filter((disposition) => disposition === "counted")).toHaveLength(5);
  });

  it("writes down why a report was set aside", async () => {
    const service = freshService();
    await submit([
      ...people(6).map((person) =>
        report(service, person, { address: hex(`room ${service}`), network: hex(`block ${service}`) }),
      ),
      report(service, 9, { setAside: "honeypot" }),
    ]);
    const reasons = await database.db.$queryRaw`
      select key as reason, sum(reports)::int as n from minute_facet where service_id = ${service} and dimension = 'set-aside' group by key order by key`;
    expect(reasons).toEqual([
      { reason: "address-cap", n: 1 },
      { reason: "honeypot", n: 1 },
    ]);
  });

  it("keeps how many minutes ago counted reports say that it began", async () => {
    const service = freshService();
    await commitReports(ingest, [
      report(service, 1, { beganMinutesAgo: 10 }),
      report(service, 2, { beganMinutesAgo: 10 }),
      report(service, 3, { beganMinutesAgo: 60 }),
      report(service, 3, { beganMinutesAgo: 180 }),
      report(service, 4),
    ]);
    const said = await database.db.$queryRaw`
      select key, reports from minute_facet where service_id = ${service} and dimension = 'began' order by key`;
    expect(said).toEqual([
      { key: "10", reports: 2 },
      { key: "60", reports: 1 },
    ]);
  });

  it("tells how many reports there were in 15 minutes, its own included", async () => {
    const service = freshService();
    const told = async (person: number, minute: number) =>
      (await commitReports(ingest, [report(service, person, { minute })]))[0]?.stored.reports15;
    expect([
      await told(1, MINUTE),
      await told(2, MINUTE),
      await told(3, MINUTE + 14),
      await told(4, MINUTE + 15),
    ]).toEqual([1, 2, 3, 2]);
  });

  it("counts exactly once under concurrent batches that share reporters, without a deadlock", async () => {
    const service = freshService();
    const batches = Array.from({ length: 8 }, (_, lane) =>
      people(100).map((person) => report(service, (person * 7 + lane) % 100)),
    );
    const done = (await Promise.all(batches.map(submit))).flat();
    expect(done.filter((disposition) => disposition === "counted")).toHaveLength(100);
    expect(await sums(service)).toEqual({ buckets: 100, reports: 100, facets: 100, networks: 100, received: 800 });
  });

  it("stores a batch again when another was the first to count somebody of the same block", async () => {
    const service = freshService();
    const block = hex(`block ${service}`);
    const rounds = people(6).map((lane) => [report(service, lane, { network: block, key: randomUUID() })]);
    expect((await Promise.all(rounds.map(submit))).flat()).toEqual(Array(6).fill("counted"));
    const [window] = await database.db.blockWindow.findMany({ where: { serviceId: service } });
    expect(window?.counted).toHaveLength(6);
    expect(await sums(service)).toMatchObject({ reports: 6, networks: 1 });
  });

  it("stores a batch of which one block's window cannot be read: that block's are counted as by strangers, and the others all the same", async () => {
    const [damaged, whole] = [freshService(), freshService()];
    const block = hex(`block ${damaged}`);
    expect(await submit([report(damaged, 1, { network: block })])).toEqual(["counted"]);
    await database.db.blockWindow.updateMany({ where: { serviceId: damaged }, data: { counted: { who: "knows" } } });
    const batch = () => [report(damaged, 1, { network: block }), report(whole, 2)];
    expect(await submit(batch())).toEqual(["counted", "counted"]);
    expect(await submit(batch())).toEqual(["repeat", "repeat"]);
  });

  it("holds the caps exactly under concurrent batches", async () => {
    const service = freshService();
    const batches = Array.from({ length: 8 }, (_, lane) =>
      people(10).map((person) =>
        report(service, lane * 100 + person, { address: hex(`room ${service}`), network: hex(`block ${service}`) }),
      ),
    );
    const done = (await Promise.all(batches.map(submit))).flat();
    expect(done.filter((disposition) => disposition === "counted")).toHaveLength(5);
  });
});

describe("idempotency keys", () => {
  it("give the first answer again, across batches", async () => {
    const service = freshService();
    const key = randomUUID();
    const [first] = await commitReports(ingest, [report(service, 1, { key })]);
    await submit([report(service, 2)]);
    const [again] = await commitReports(ingest, [report(service, 1, { key })]);
    expect(again).toEqual({
      ...first,
      replayed: true,
      stored: { ...first?.stored, key, bodyHash: hex("body"), slug: `service-${service}` },
    });
    expect(await sums(service)).toMatchObject({ received: 2 });
  });

  it("hold within one batch, and in capitals", async () => {
    const service = freshService();
    const key = randomUUID();
    const outcomes = await commitReports(ingest, [
      report(service, 1, { key }),
      report(service, 1, { key: key.toUpperCase() }),
    ]);
    expect(outcomes.map((outcome) => outcome.replayed)).toEqual([false, true]);
    expect(await sums(service)).toMatchObject({ received: 1 });
  });

  it("show the hash of the first body, so that another body is a conflict", async () => {
    const service = freshService();
    const key = randomUUID();
    await commitReports(ingest, [report(service, 1, { key, bodyHash: hex("one") })]);
    const [second] = await commitReports(ingest, [report(service, 2, { key, bodyHash: hex("other") })]);
    expect(second).toMatchObject({ bodyHash: hex("one"), replayed: true });
  });

  it("whose report is gone are as good as new, and take no other report of the batch with them", async () => {
    const service = freshService();
    const key = randomUUID();
    await commitReports(ingest, [report(service, 1, { key })]);
    await database.db.$executeRaw`delete from report where service_id = ${service}`;
    const outcomes = await commitReports(ingest, [report(service, 1, { key }), report(service, 2)]);
    expect(outcomes.map(({ stored, replayed }) => [stored.disposition, replayed])).toEqual([
      ["repeat", false],
      ["counted", false],
    ]);
    const [again] = await commitReports(ingest, [report(service, 1, { key })]);
    expect(again).toMatchObject({ replayed: true, stored: { disposition: "repeat" } });
    expect(await sums(service)).toMatchObject({ buckets: 2, received: 3 });
  });

  it("store once what eight processes retry at the same time", async () => {
    const service = freshService();
    const key = randomUUID();
    const outcomes = await Promise.all(people(8).map(() => commitReports(ingest, [report(service, 1, { key })])));
    expect(outcomes.flat().filter((outcome) => !outcome.replayed)).toHaveLength(1);
    expect(await sums(service)).toMatchObject({ buckets: 1, received: 1 });
  });
});

describe("the day's salt", () => {
  it("is the first one proposed, for every process", async () => {
    const proposals = people(5).map((value) => new Uint8Array(32).fill(value + 1));
    const salts = await Promise.all(proposals.map((proposal) => claimDaySalt(database.db, 20_000, proposal)));
    expect(new Set(salts.map((salt) => Buffer.from(salt).toString("hex"))).size).toBe(1);
    expect(await readDaySalt(database.db, 20_000)).toEqual(salts[0]);
    expect(await readDaySalt(database.db, 20_001)).toBeNull();
  });
});
