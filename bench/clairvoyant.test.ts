import { describe, expect, it } from "vitest";
import { clairvoyant } from "#bench/clairvoyant.ts";
import { scoreIncidents, type TrueOutage } from "#bench/detection-score.ts";
import { asMinute } from "#lib/buckets/minute.ts";

const outage = (start: number, minutes: number): TrueOutage => ({
  service: "a",
  start: asMinute(start),
  faultEnd: asMinute(start + minutes),
  signalEnd: asMinute(start + minutes),
  size: 4,
  scored: true,
});

describe("a detector that is told when outages begin", () => {
  it("flags each in the minute that brings the last network it waits for", () => {
    const found = clairvoyant([outage(2_000, 60)], (_, minute) => (minute % 2 === 0 ? 1 : 0), 4);
    expect(found).toEqual([{ service: "a", detected: asMinute(2_007), end: asMinute(2_060) }]);
  });

  it("takes no report from before the outage, nor from after it", () => {
    expect(clairvoyant([outage(2_000, 3)], (_, minute) => (minute < 2_000 || minute >= 2_003 ? 9 : 1), 4)).toEqual([]);
  });

  it("is never wrong, and loses by waiting alone", () => {
    const outages = [outage(2_000, 60)];
    const score = scoreIncidents(
      clairvoyant(outages, () => 1, 8),
      outages,
      { scoredFrom: asMinute(0), serviceMonths: 1 },
    );
    expect(score).toMatchObject({ quality: 50, falsePerServiceMonth: 0, incidentsPerOutage: 1, meanEndError: 0 });
  });
});
