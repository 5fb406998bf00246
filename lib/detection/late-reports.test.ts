import { describe, expect, it } from "vitest";
import { expectation } from "#lib/detection/expectation.ts";
import { NO_MEMORY } from "#lib/detection/memory.ts";
import { recentSums } from "#lib/detection/recent.ts";
import { closedAgo } from "#lib/detection/testing/episode.ts";
import { afterNoon, flatBaseline, inputAt, judgeAll, minutesOf } from "#lib/detection/testing/minutes.ts";
import { limits } from "#lib/detection/thresholds.ts";

const baseline = flatBaseline(2);
/** Networks that still come in so many minutes after an end after which 4 a minute did. */
const lateOf = (minutes: number, first = 4) => (minutes <= 0 ? 0 : first * Math.exp(-minutes / limits.tailDecay));

describe("reports that come late after an end", () => {
  it.each([30, 60, 120, 180])("are expected once, and not as a busy day besides, %i minutes after it", (ago) => {
    const memory = { ...NO_MEMORY, closed: closedAgo(ago, { tail: 4 }) };
    const told = { baseline, networks: [2 + lateOf(ago)], before: (minutes: number) => 2 + lateOf(ago - minutes) };
    const input = inputAt(told, 0, memory);
    const sums = recentSums(input);
    const expected = expectation(input, sums, baseline, memory, 1);
    expect(expected.correction).toBeCloseTo(1, 2);
    expect(expected.window(15)?.mean).toBeCloseTo(sums.networks(15), 0);
  });

  it("are those of both humps after the second", () => {
    const fade = (minutes: number) =>
      Array.from({ length: minutes }, (_, i) => 2 + 5 * Math.exp(-i / limits.tailDecay));
    const first = [...minutesOf(40, 150), ...fade(60)];
    const second = [...first, ...minutesOf(40, 120), ...fade(60)];
    const tailAfter = (networks: readonly number[], fadesFrom: number) => {
      const { memory } = judgeAll({ networks, baseline, before: () => 2 });
      const { tail = 0, closed = 0 } = memory.closed ?? {};
      return { tail, really: lateOf(closed - afterNoon(fadesFrom), 5) };
    };
    for (const { tail, really } of [tailAfter(first, 40), tailAfter(second, 140)]) {
      expect(tail).toBeGreaterThan(0.9 * really);
      expect(tail).toBeLessThan(1.15 * really);
    }
  });
});
