import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { column } from "#lib/reports/column.ts";
import { anyText } from "#server/testing/any-text.ts";
import { testDatabase } from "#server/testing/test-database.ts";

/** PostgreSQL's text holds neither U+0000 nor lone surrogates; reports with them are refused before. */
const storable = anyText().map((text) => text.toWellFormed().replaceAll("\u0000", ""));

describe("a column as one parameter", () => {
  it("comes out of PostgreSQL as it went in, whatever the texts hold", async () => {
    const { db } = await testDatabase();
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.option(fc.oneof(storable, fc.constantFrom("NULL", "null", "", "{", "}", '"', "\\", ",", " a ")))),
        async (values) => {
          const rows = await db.$queryRaw<{ value: string | null }[]>`
            select value
            from unnest(${column(values)}::text[]) with ordinality as input (value, place)
            order by place`;
          expect(rows.map(({ value }) => value)).toEqual(values);
        },
      ),
      { numRuns: 60 },
    );
  });

  it("carries numbers, booleans and what is missing", async () => {
    const { db } = await testDatabase();
    const rows = await db.$queryRaw`
      select number, flag
      from unnest(${column([1, null, -3])}::integer[], ${column([true, false, null])}::boolean[]) as input (number, flag)`;
    expect(rows).toEqual([
      { number: 1, flag: true },
      { number: null, flag: false },
      { number: -3, flag: null },
    ]);
  });
});
