import { expect, it } from "vitest";
import { queryFrozen } from "#app/query.ts";
import { at } from "#lib/publish/testing/chart-fixtures.ts";

it.each([
  ["none", undefined, null],
  ["one", "2024-11-09T00:30Z", at("2024-11-09T00:30Z")],
  ["an empty one, as of a template whose value was missing", "", "wrong"],
  ["one that is no minute", "yesterday", "wrong"],
  ["two", ["2024-11-09T00:30Z", "2024-11-09T00:31Z"], "wrong"],
] as const)("of a page whose address names %s as its moment it is this: %j gives %j", async (_, asof, expected) => {
  const given = typeof asof === "object" ? [...asof] : asof;
  expect(await queryFrozen(Promise.resolve(given === undefined ? {} : { asof: given }))).toBe(expected);
});
