import { describe, expect, it } from "vitest";
import { incidentsOfAlarms, ratioSlots, rollingSlots } from "#bench/textbook-detectors.ts";

/** A day and two hours of 20 in five minutes, and ten times as much from `slot` on for half an hour. */
function burstAt(slot: number): number[] {
  return Array.from({ length: 312 }, (_, i) => (i >= slot && i < slot + 6 ? 200 : 20));
}

const alarms = (slots: readonly boolean[]) => slots.flatMap((alarm, slot) => (alarm ? [slot] : []));

describe("textbook detectors", () => {
  it("alarm in the burst, after a day of learning", () => {
    expect(alarms(rollingSlots(burstAt(295), 3))[0]).toBe(295);
    expect(alarms(ratioSlots(burstAt(295), 3))[0]).toBe(295);
    expect(alarms(rollingSlots(burstAt(100), 3)).some((slot) => slot < 288)).toBe(false);
  });

  it("join alarms less than half an hour apart into one incident, which ends with the last of them", () => {
    const at = (slots: readonly number[]) => Array.from({ length: 40 }, (_, slot) => slots.includes(slot));
    expect(incidentsOfAlarms(at([3, 4, 9]))).toEqual([{ first: 3, end: 9 }]);
    expect(incidentsOfAlarms(at([3, 10]))).toEqual([
      { first: 3, end: 3 },
      { first: 10, end: 10 },
    ]);
    expect(incidentsOfAlarms(at([38]))).toEqual([{ first: 38, end: null }]);
    expect(incidentsOfAlarms(at([]))).toEqual([]);
  });
});
