import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { asMinute } from "#lib/buckets/minute.ts";
import { CHUNK_MINUTES, learningMinute } from "#lib/incidents/learning-time.ts";

describe("the time of learning", () => {
  it("is past, at most six hours ago, at a multiple of ten minutes, and the same within a chunk", () => {
    fc.assert(
      fc.property(fc.nat(5_000), fc.integer({ min: 1_000_000, max: 40_000_000 }), (serviceId, number) => {
        const chunk = asMinute(Math.floor(number / CHUNK_MINUTES) * CHUNK_MINUTES);
        const due = learningMinute(serviceId, chunk);
        expect(due).toBeLessThanOrEqual(chunk);
        expect(due).toBeGreaterThan(chunk - 360);
        expect(due % CHUNK_MINUTES).toBe(0);
        expect(learningMinute(serviceId, asMinute(chunk + CHUNK_MINUTES - 1))).toBe(due);
      }),
    );
  });

  it("comes to no more than a thirty-sixth of all services at once", () => {
    const at = asMinute(30_000_000);
    const due = Array.from({ length: 3_600 }, (_, id) => learningMinute(id, at)).filter((minute) => minute === at);
    expect(due).toHaveLength(100);
  });
});
