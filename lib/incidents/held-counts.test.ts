import { describe, expect, it } from "vitest";
import { asMinute } from "#lib/buckets/minute.ts";
import { readFrom } from "#lib/incidents/held-counts.ts";

describe("counts of the last four hours are read", () => {
  it.each([
    ["from half an hour before the tick, where it follows on the last one", 1_000, 970],
    ["as a whole where a minute lies between", 999, 761],
    ["as a whole where a minute is judged again", 1_001, 761],
    ["as a whole at first", 0, 761],
  ])("%s", (_, heldTo, from) => {
    const span = { from: asMinute(1_000), to: asMinute(1_001) };
    expect(readFrom(asMinute(heldTo), { from: asMinute(761), to: span.to }, span)).toBe(from);
  });

  it("never from before the series", () => {
    const span = { from: asMinute(1_000), to: asMinute(1_300) };
    expect(readFrom(span.from, { from: asMinute(990), to: span.to }, span)).toBe(990);
  });
});
