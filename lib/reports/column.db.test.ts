import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { BatchDb } from "#lib/reports/batch.db.ts";
import { booleans, bytes, integers, texts, uuids } from "#lib/reports/column.ts";
import { anyText } from "#server/testing/any-text.ts";
import { type TestDatabase, testDatabase } from "#server/testing/test-database.ts";

let database: TestDatabase;
let ingest: BatchDb;
beforeAll(async () => {
  database = await testDatabase();
  ingest = new BatchDb(database.url);
});
afterAll(async () => {
  await ingest.end();
  await database.close();
});

const itself = <Value>(value: Value) => value;
const hexOf = (arbitrary: fc.Arbitrary<Uint8Array>) => arbitrary.map((value) => Buffer.from(value).toString("hex"));
/** PostgreSQL's text holds neither U+0000 nor lone surrogates; reports with them are refused before. */
const storable = anyText().map((text) => text.toWellFormed().replaceAll("\u0000", ""));

/** One row of each type, any of them missing. */
const row = fc.record({
  integer: fc.option(fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 })),
  flag: fc.option(fc.boolean()),
  uuid: fc.option(fc.uuid()),
  bytes: fc.option(hexOf(fc.uint8Array({ maxLength: 40 }))),
  text: fc.option(fc.oneof(storable, fc.constantFrom("NULL", "", "{", '"', "\\", ",", " a "))),
});
type Row = typeof row extends fc.Arbitrary<infer Value> ? Value : never;

const comeBack = (rows: readonly Row[]) =>
  ingest.transaction((transaction) =>
    transaction.commitAfter(
      Promise.resolve(transaction.$queryRaw`
        -- test.columns
        select integer, flag, uuid::text, encode(bytes, 'hex') as bytes, text
        from unnest(
          ${integers(rows, (each) => each.integer)}::integer[], ${booleans(rows, (each) => each.flag)}::boolean[], ${uuids(rows, (each) => each.uuid)}::uuid[],
          ${bytes(rows, (each) => each.bytes)}::bytea[], ${texts(rows, (each) => each.text)}::text[]
        ) with ordinality as input (integer, flag, uuid, bytes, text, place)
        order by place`),
    ),
  );

describe("a column as one parameter", () => {
  it("comes out of PostgreSQL as it went in, whatever its values", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(row), async (rows) => {
        expect(await comeBack(rows)).toEqual(rows);
      }),
      { numRuns: 80 },
    );
  });

  it("takes hex digits with dashes or without, in capitals or not", () => {
    const dashed = uuids(["0a1B2c3D-4e5F-6a7B-8c9D-0e1F2a3B4c5D"], itself);
    expect(dashed).toEqual(uuids(["0a1b2c3d4e5f6a7b8c9d0e1f2a3b4c5d"], itself));
    expect(dashed.toString("hex")).toMatch(/0a1b2c3d4e5f6a7b8c9d0e1f2a3b4c5d$/);
  });

  it("refuses a number that four bytes do not hold", () => {
    for (const value of [2 ** 31, -(2 ** 31) - 1, 0.5, Number.NaN])
      expect(() => integers([value], itself)).toThrow(RangeError);
  });
});
