import { describe, expect, it } from "vitest";
import { type Explained, explainingDb } from "#bench/explaining-db.ts";
import { last15 } from "#lib/buckets/window.ts";
import { readCategoryCounts } from "#lib/live/read-category-counts.ts";
import { readServiceRows } from "#lib/live/services.db.ts";
import { contextAt, NOW } from "#lib/live/testing/world.ts";
import { testDatabase } from "#server/testing/test-database.ts";

describe("the home page of 35,000 services", () => {
  it("finds the few that are not normal without going through the others, and counts all by an index", async () => {
    const { db } = await testDatabase();
    await db.$executeRaw`
      with made as (
        insert into service (slug, name, category, problems)
        select 's' || place, 'Service ' || place, (array['web', 'games', 'banks'])[1 + place % 3], '{website,other}'
        from generate_series(1, 35000) as place
        returning id
      )
      insert into service_state (service_id, state, since_minute, judged_minute, verdict, memory)
      select id, case when id % 1000 = 0 then 'outage' else 'normal' end::state, 0, 0, '{}', '{}'
      from made`;
    await db.$executeRaw`vacuum analyze service, service_state`;
    const explained: Explained[] = [];
    const telling = explainingDb(db, explained);
    const rows = await readServiceRows(telling, { states: ["outage", "possible"], limit: 1_000 }, last15(NOW));
    expect(rows).toHaveLength(35);
    const context = contextAt(telling, NOW);
    const categories = await readCategoryCounts(context);
    expect(await readCategoryCounts(context)).toEqual(categories);
    expect(explained.filter(({ name }) => name === "live.read_listed_rows")).toHaveLength(1);
    expect(categories.reduce((sum, row) => sum + row.services, 0)).toBe(35_000);
    expect(categories.reduce((sum, row) => sum + row.notNormal, 0)).toBe(35);
    // The tables have 1,000 pages together.
    for (const { name, pages } of explained) expect([name, pages < 400]).toEqual([name, true]);
  });
});
