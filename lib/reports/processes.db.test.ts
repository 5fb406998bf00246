import { type ChildProcess, fork } from "node:child_process";
import { createHash, randomUUID } from "node:crypto";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { limits } from "#lib/reports/limits.ts";
import type { ReportRow } from "#lib/reports/report-row.ts";
import { reportRow } from "#lib/reports/testing/report-rows.ts";
import { type TestDatabase, testDatabase } from "#server/testing/test-database.ts";

const PROCESSES = 3;
let database: TestDatabase;
let processes: ChildProcess[];

beforeAll(async () => {
  database = await testDatabase();
  await database.db
    .$executeRaw`insert into service (id, slug, name, category, problems) values (1, 'one', 'One', 'ai', '{app}')`;
  const file = fileURLToPath(new URL("../../server/testing/commit-process.ts", import.meta.url));
  processes = Array.from({ length: PROCESSES }, () =>
    fork(file, [database.url], { execPath: process.execPath, execArgv: [] }),
  );
  await Promise.all(processes.map((child) => once(child, "message")));
}, 30_000);
afterAll(async () => {
  for (const child of processes) child.kill();
  await database.close();
});

const digest = (text: string) => createHash("sha256").update(text).digest("hex").slice(0, 32);
const row = (person: number, changes: Partial<ReportRow> = {}): ReportRow =>
  reportRow(person, {
    id: randomUUID(),
    reporter: digest(`reporter ${person}`),
    address: digest(`address ${person}`),
    network: digest(`network ${person}`),
    bodyHash: digest("body"),
    ...changes,
  });
const people = (count: number) => Array.from({ length: count }, (_, person) => person);

/** Every process commits batches of its own at the same time. All answers together. */
async function commit(batchesOf: (process: number) => ReportRow[][]): Promise<string[]> {
  const answers = await Promise.all(
    processes.map(async (child, index) => {
      const answer = once(child, "message");
      child.send(batchesOf(index));
      return (await answer)[0] as string[];
    }),
  );
  return answers.flat();
}
const counted = (answers: readonly string[]) => answers.filter((answer) => answer === "counted").length;

describe("several fronts at once", () => {
  it("count a reporter once, whichever of them is asked", async () => {
    const answers = await commit((index) =>
      people(4).map((batch) => people(100).map((person) => row(1_000 + ((person * 7 + index + batch) % 100)))),
    );
    expect(answers).toHaveLength(PROCESSES * 4 * 100);
    expect(counted(answers)).toBe(100);
  });

  it("hold the caps per address and per block together", async () => {
    const crowd = (index: number, batch: number) => (person: number) =>
      row(10_000 + index * 1_000 + batch * 100 + person, {
        address: digest(person % 2 === 0 ? "room" : `house ${index} ${batch} ${person}`),
        network: digest("block"),
      });
    const answers = await commit((index) => people(4).map((batch) => people(40).map(crowd(index, batch))));
    expect(counted(answers)).toBe(50);
    const [window] = await database.db.blockWindow.findMany({ where: { network: digest("block") } });
    const rooms = z
      .array(z.tuple([z.string(), z.string(), z.number()]))
      .parse(window?.counted)
      .filter(([, address]) => address === digest("room"));
    expect(rooms).toHaveLength(limits.reportersPerAddress);
  });

  it("store a report once that is sent to all of them with the same key", async () => {
    const key = randomUUID();
    const answers = await commit(() => [[row(50_000, { key })]]);
    expect(answers.sort()).toEqual(["counted", "known", "known"]);
  });

  it("leave books that agree", async () => {
    const [sums] = await database.db.$queryRaw<unknown[]>`
      select
        (select sum(reports)::int from minute_bucket) as buckets,
        (select sum(reports)::int from minute_facet where dimension = 'problem') as facets,
        (select count(*)::int from report where disposition = 'counted') as reports`;
    expect(sums).toEqual({ buckets: 151, facets: 151, reports: 151 });
  });
});
