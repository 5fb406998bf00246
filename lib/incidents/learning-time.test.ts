import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addMinutes, asMinute, type Minute } from "#lib/buckets/minute.ts";
import { learningTurn, turnWithin } from "#lib/incidents/learning-time.ts";

const anyMinute = fc.integer({ min: 1_000_000, max: 40_000_000 }).map(asMinute);
const anyService = fc.nat(5_000);

describe("the time of learning", () => {
  it("is past, at most six hours ago, and the baseline is learned from whole slots", () => {
    fc.assert(
      fc.property(anyService, anyMinute, (serviceId, minute) => {
        const { learned, from } = learningTurn(serviceId, minute);
        expect(from).toBeLessThanOrEqual(minute);
        expect(from).toBeGreaterThan(minute - 360);
        expect(learned % 10).toBe(0);
        expect(from - learned).toBeGreaterThanOrEqual(0);
        expect(from - learned).toBeLessThan(10);
      }),
    );
  });

  it("is the same from its first minute to the one before the next", () => {
    fc.assert(
      fc.property(anyService, anyMinute, fc.nat(359), (serviceId, minute, later) => {
        const turn = learningTurn(serviceId, minute);
        expect(learningTurn(serviceId, addMinutes(turn.from, later))).toEqual(turn);
        expect(learningTurn(serviceId, addMinutes(turn.from, 360)).from).toBe(turn.from + 360);
      }),
    );
  });

  it("is found within a span just where two of its minutes are judged by different baselines", () => {
    fc.assert(
      fc.property(anyService, anyMinute, fc.integer({ min: 1, max: 300 }), (serviceId, from, length) => {
        const next = turnWithin(serviceId, { from, to: addMinutes(from, length) });
        const turnAt = (minute: Minute) => learningTurn(serviceId, minute);
        if (next === null) expect(turnAt(addMinutes(from, length - 1))).toEqual(turnAt(from));
        else {
          expect(turnAt(next.from)).toEqual(next);
          expect(turnAt(addMinutes(next.from, -1))).toEqual(turnAt(from));
          expect(turnAt(addMinutes(from, length - 1))).toEqual(next);
          expect(next).not.toEqual(turnAt(from));
        }
      }),
    );
  });

  it("comes to no more than one in 360 services in a minute", () => {
    const at = asMinute(30_000_000);
    const due = Array.from({ length: 3_600 }, (_, id) => learningTurn(id, at)).filter(({ from }) => from === at);
    expect(due).toHaveLength(10);
  });
});
