import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { seededRandom } from "#bench/seeded-random.ts";
import { searchServices } from "#lib/catalog/catalog.db.ts";
import type { Db } from "#lib/db.ts";
import { Prisma, type PrismaClient } from "#lib/generated/prisma/client.ts";
import { seedCatalogue } from "#server/seed.ts";
import { type TestDatabase, testDatabase } from "#server/testing/test-database.ts";

const GENERATED = 33_000;
const SYLLABLES =
  "ba be bi bo ca co da de di do fa fi ga go ka ke la le li lo ma me mi mo na ne no pa pe po ra re ri".split(" ");

/** Names of one to three words of two to four syllables. */
function generateNames(count: number): string[] {
  const random = seededRandom(35_000);
  const times = (least: number, most: number, draw: () => string) =>
    Array.from({ length: least + random.integer(most - least + 1) }, draw);
  const word = () => times(2, 4, () => SYLLABLES[random.integer(SYLLABLES.length)] ?? "").join("");
  return Array.from({ length: count }, () => times(1, 3, word).join(" "));
}

async function addGenerated(db: PrismaClient): Promise<void> {
  const names = generateNames(GENERATED);
  await db.$executeRaw`
    with generated as (
      insert into service (slug, name, category, problems)
      select 'generated-' || place, name, 'web', '{website,other}'
      from unnest(${names}::text[]) with ordinality as row (name, place)
      returning id, name, slug
    )
    insert into service_name (service_id, normalized, kind)
    select id, name, 0
    from generated
    union all
    select id, replace(slug, '-', ' '), 2
    from generated`;
  await db.$executeRaw`vacuum analyze service, service_name`;
}

const planRow = z.object({ "QUERY PLAN": z.string() });

/** The plan of the statement that `run` sends, instead of its rows. */
async function planOf(db: PrismaClient, run: (db: Db) => Promise<unknown>): Promise<string> {
  let plan = "";
  const explaining = {
    $queryRaw: async ([head = "", ...tail]: readonly string[], ...values: unknown[]) => {
      const rows = await db.$queryRaw(Prisma.sql([`explain (costs off) ${head}`, ...tail], ...values));
      plan = z
        .array(planRow)
        .parse(rows)
        .map((row) => row["QUERY PLAN"])
        .join("\n");
      return [];
    },
  };
  await run(explaining as unknown as Db);
  return plan;
}

let database: TestDatabase;

beforeAll(async () => {
  database = await testDatabase();
  await seedCatalogue(database.db);
  await addGenerated(database.db);
});

afterAll(() => database.close());

describe("search in a catalogue of 35,000 services", () => {
  it.each(["fortnight", "bank of amercia", "spotify", "goo"])(
    "goes through the trigram index for %j",
    async (query) => {
      const plan = await planOf(database.db, (db) => searchServices(db, query, 8));
      expect(plan).toContain("Bitmap Index Scan on service_name_trgm");
      expect(plan).not.toContain("Seq Scan on service_name");
      expect(plan).not.toContain("Seq Scan on service\n");
    },
  );

  it.each([
    ["fortnight", "fortnite"],
    ["instgram", "instagram"],
    ["chatgtp", "chatgpt"],
    ["spotify", "spotify"],
    ["bank of amercia", "bank-of-america"],
  ])("still finds for %j first: %s", async (query, slug) => {
    expect((await searchServices(database.db, query, 8))[0]?.slug).toBe(slug);
  });

  it("answers a single letter with as many services as asked for", async () => {
    expect(await searchServices(database.db, "b", 8)).toHaveLength(8);
  });
});
