import { describe, expect, it } from "vitest";
import { connectionsOf } from "#server/run-all.ts";

describe("the connections that the embedded PostgreSQL takes", () => {
  it.each([
    [1, 10, 120],
    [10, 10, 150],
    [1, 200, 422],
    [64, 10, 798],
  ])("with %i fronts of %i connections are enough for all of them", (fronts, pool, expected) => {
    expect(connectionsOf({ WEB_PROCESSES: fronts, DATABASE_POOL: pool })).toBe(expected);
  });
});
