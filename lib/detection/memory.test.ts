import { describe, expect, it } from "vitest";
import { memorySchema, NO_MEMORY } from "#lib/detection/memory.ts";

describe("a memory that an earlier build stored", () => {
  it("is read: an outage that ended was of the whole service, stood, and lends no level to what continues it", () => {
    const closed = { start: 28_850_000, closed: 28_850_060, peak15: 90, peakRatio: 12, tail: 2 };
    const { explained: _, ...older } = NO_MEMORY;
    expect(memorySchema.parse({ ...older, closed })).toEqual({
      ...NO_MEMORY,
      closed: { ...closed, level: "possible", corrected: false, country: null },
    });
  });
});
