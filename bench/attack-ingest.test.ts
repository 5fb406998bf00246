import { describe, expect, it } from "vitest";
import { type Attempt, createIngest } from "#bench/attack-ingest.ts";
import { addMinutes } from "#lib/buckets/minute.ts";
import { NOON } from "#lib/detection/testing/minutes.ts";
import { limits } from "#lib/reports/limits.ts";

const attempt = (rest: Partial<Attempt>): Attempt => ({
  service: 0,
  minute: NOON,
  reporter: "r",
  address: "a",
  block: "b",
  source: "AS1",
  ...rest,
});
const countedOf = (attempts: readonly Attempt[]) => {
  const take = createIngest();
  return attempts.map((each) => take(each)).filter((result) => result !== null);
};
const many = (count: number, rest: (i: number) => Partial<Attempt>) =>
  Array.from({ length: count }, (_, i) => attempt({ reporter: `r${i}`, ...rest(i) }));

describe("the ingest of the attackers' bench", () => {
  it("counts a reporter once within the hour, and again after it", () => {
    expect(countedOf([0, 59, 60].map((after) => attempt({ minute: addMinutes(NOON, after) })))).toHaveLength(2);
  });

  it("counts the same reporter at two services", () => {
    expect(countedOf([attempt({}), attempt({ service: 1 })])).toHaveLength(2);
  });

  it("counts no more reporters of an address than the database does", () => {
    expect(countedOf(many(100, () => ({})))).toHaveLength(limits.reportersPerAddress);
  });

  it("counts no more reporters of a block than the database does, and the block as one network", () => {
    const counted = countedOf(many(100, (i) => ({ address: `a${i}` })));
    expect(counted).toHaveLength(limits.reportersPerNetwork);
    expect(counted.filter(({ newNetwork }) => newNetwork)).toHaveLength(1);
  });
});
