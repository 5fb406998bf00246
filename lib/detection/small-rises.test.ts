import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type LastCounts, lastCounts, smallRises } from "#lib/detection/small-rises.ts";
import { flatBaseline, NOON } from "#lib/detection/testing/minutes.ts";

/** A service that expects a report in ten minutes, with counts of its last two, five and fifteen. */
function service(reports: readonly number[], networks: readonly number[] = reports): LastCounts {
  const windows = [2, 5, 15].map((minutes, i) => ({
    reports: reports[i] ?? 0,
    networks: networks[i] ?? 0,
    expected: 0.1 * minutes,
    phi: 0.05,
  }));
  return { windows, reportsPerNetwork: 1 };
}

const times = (count: number, one: LastCounts) => Array.from({ length: count }, () => one);
const quiet = service([0, 1, 2]);
const firstMinute = service([6, 6, 6]);
const two = service([2, 2, 2]);
const usual = (window: LastCounts["windows"][number]) => ({ ...window, expected: 10 * window.expected });
const slow = service([1, 4, 14], [0, 3, 9]);
const large = service([80, 200, 600], [70, 180, 500]);

describe("the last counts of a service", () => {
  const before = [0, 0, 0, 0, 0, 0, 0, 0, 0];
  const reports = [...before, 9, 1, 0, 2, 0, 3];
  const known = reports.map(() => true);

  it("are those of two, five and fifteen minutes, beside what is usual in them", () => {
    const baseline = flatBaseline(0.4, { phi: 0.1, phiMinute: 0.3, reportsPerNetwork: 1.5 });
    const counted = { baseline, reports, networks: [...before, 4, 1, 0, 1, 0, 2] };
    const { windows, reportsPerNetwork } = lastCounts(counted, known, reports.length, NOON);
    expect(windows.map((window) => [window.reports, window.networks])).toEqual([
      [3, 2],
      [6, 4],
      [15, 8],
    ]);
    expect(windows.map((window) => window.expected)).toEqual([0.8, 2, 6]);
    expect(windows[1]?.phi).toBeCloseTo(0.16, 9);
    expect(reportsPerNetwork).toBe(1.5);
  });

  it("stop at the judged minute, and expect the cold start's prior without a baseline", () => {
    const { windows } = lastCounts({ baseline: null, reports, networks: reports }, known, 12, NOON);
    expect(windows.map((window) => window.reports)).toEqual([1, 10, 10]);
    expect(windows[2]?.expected).toBeCloseTo(1.2, 9);
  });

  it("are beside what it had before them, where a service has no baseline: a steady one does not rise", () => {
    const steady = Array.from({ length: 120 }, () => 1);
    const seen = steady.map(() => true);
    const { windows, reportsPerNetwork } = lastCounts(
      { baseline: null, reports: steady.map(() => 1.5), networks: steady },
      seen,
      steady.length,
      NOON,
    );
    expect(windows.map(({ expected }) => expected)).toEqual([2, 5, 15].map((minutes) => (minutes * 91) / 100));
    expect(reportsPerNetwork).toBeCloseTo((90 * 1.5 + 10) / 100, 9);
    const cold = lastCounts({ baseline: null, reports: steady, networks: steady }, seen, steady.length, NOON);
    expect(smallRises(times(20, cold)).smallRises).toBe("few");
  });

  it("leave out minutes that were not seen, whatever stands in them, and expect nothing of these", () => {
    const gap = known.with(-1, false).with(-3, false);
    const { windows } = lastCounts(
      { baseline: flatBaseline(1), reports, networks: reports },
      gap,
      reports.length,
      NOON,
    );
    expect(windows.map((window) => [window.reports, window.expected])).toEqual([
      [0, 1],
      [1, 3],
      [10, 13],
    ]);
  });
});

describe("small rises of many services at once", () => {
  it.each([
    ["are few on a usual day", times(40, quiet), "few"],
    ["are few when seven services have six reports each", [...times(33, quiet), ...times(7, firstMinute)], "few"],
    ["are many when eight have them in the same minutes", [...times(32, quiet), ...times(8, firstMinute)], "many"],
    [
      "are few among thousands of services, some of which always rise by chance",
      times(2_000, quiet).concat(times(15, firstMinute)),
      "few",
    ],
    ["are many there when they are one in a hundred", times(2_000, quiet).concat(times(25, firstMinute)), "many"],
    ["are small up to thirty networks each", times(8, service([6, 12, 30])), "many"],
    ["are many beside a fifth of large ones", [...times(10, firstMinute), ...times(2, large)], "many"],
    ["are few beside large ones: customers of one supplier", [...times(10, firstMinute), ...times(3, large)], "few"],
    ["are of few senders when their reports come from the same networks again", times(8, slow), "few-senders"],
    ["are of few senders beside large ones, too", [...times(10, slow), ...times(5, large)], "few-senders"],
    [
      "are many when one service in ten has a second report in two minutes",
      [...times(90, quiet), ...times(10, two)],
      "many",
    ],
    ["are many when it came some minutes ago", [...times(90, quiet), ...times(10, service([0, 3, 3]))], "many"],
    ["are few when fewer have: chance", [...times(91, quiet), ...times(9, two)], "few"],
    ["are few when fewer than eight have, however few services there are", times(7, two), "few"],
    ["are few when each has a single report, which is chance in a tiny one", times(20, service([1, 1, 1])), "few"],
    ["are few when two reports are usual", times(20, { ...two, windows: two.windows.map(usual) }), "few"],
    ["are few when they come beside a large one", [...times(20, two), large], "few"],
    ["are nobody's without services", [], "few"],
  ] as const)("%s", (_, services, expected) => {
    expect(smallRises([...services]).smallRises).toBe(expected);
  });

  it("have in common what all services get alike, whatever each has besides", () => {
    const own = fc.array(fc.nat(3), { minLength: 8, maxLength: 60 });
    fc.assert(
      fc.property(own, fc.integer({ min: 2, max: 20 }), (counts, alike) => {
        const services = counts.map((count) => service([alike, alike + count, alike + count]));
        const { commonNetworks } = smallRises(services);
        expect(commonNetworks).toBeGreaterThanOrEqual(alike);
        expect(commonNetworks).toBeLessThanOrEqual(alike + Math.max(...counts));
      }),
    );
  });

  it("have nothing in common while they are few, or few senders'", () => {
    expect(smallRises(times(7, firstMinute)).commonNetworks).toBe(0);
    expect(smallRises(times(8, slow)).commonNetworks).toBe(0);
  });

  it("are not held against a household that reports twice", () => {
    const household = service([6, 7, 7], [6, 6, 6]);
    expect(smallRises([...times(30, firstMinute), ...times(5, household)]).smallRises).toBe("many");
  });

  it.each([
    [4, "many"],
    [5, "few-senders"],
  ])("are of few senders from five networks that were met again on, of %i among eight services", (met, expected) => {
    const again = service([6, 6, 7], [6, 6, 6]);
    expect(smallRises([...times(8 - met, firstMinute), ...times(met, again)]).smallRises).toBe(expected);
  });

  it("are not held against services that are used in offices, where a network usually sends two", () => {
    const office = { ...slow, reportsPerNetwork: 2 };
    expect(smallRises(times(8, office)).smallRises).not.toBe("few-senders");
  });

  it("are never of few senders when each report has a network of its own", () => {
    const crowd = fc.array(fc.integer({ min: 0, max: 30 }), { maxLength: 60 });
    fc.assert(
      fc.property(crowd, (counts) => {
        expect(smallRises(counts.map((count) => service([count, count, count]))).smallRises).not.toBe("few-senders");
      }),
    );
  });

  it("say the same in whatever order the services come", () => {
    const kinds = fc.array(fc.constantFrom(quiet, firstMinute, slow, large), { maxLength: 40 });
    fc.assert(
      fc.property(kinds, (services) => {
        expect(smallRises([...services].reverse())).toEqual(smallRises(services));
      }),
    );
  });
});
