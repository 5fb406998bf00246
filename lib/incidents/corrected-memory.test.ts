import { describe, expect, it } from "vitest";
import { asMinute } from "#lib/buckets/minute.ts";
import { judge } from "#lib/detection/judge.ts";
import { type Memory, NO_MEMORY } from "#lib/detection/memory.ts";
import { episodeOf } from "#lib/detection/testing/episode.ts";
import { afterNoon, inputAt, judgeAll, minutesOf } from "#lib/detection/testing/minutes.ts";
import { limits } from "#lib/detection/thresholds.ts";
import { forgetIncident } from "#lib/incidents/corrected-memory.ts";
import type { OpenIncident } from "#lib/incidents/incident.ts";
import type { ServiceMemory } from "#lib/incidents/service-memory.ts";

const START = asMinute(28_850_000);
const JUDGED = asMinute(START + 30);

const closed: NonNullable<Memory["closed"]> = {
  level: "outage",
  start: START,
  closed: asMinute(START + 20),
  peak15: 90,
  peakRatio: 12,
  tail: 2,
  corrected: false,
  country: null,
};
const episode = episodeOf({ start: START, flagged: START, peak15: 120, peakMinute: START, peakRatio: 20 });
const detection: Memory = {
  ...NO_MEMORY,
  state: "outage",
  since: START,
  evidenceMinute: JUDGED,
  episode,
};
const open: OpenIncident = { id: "a", level: "outage", phase: "rising", events: 2 };
const last = { id: "b", resolved: asMinute(START - 60), events: 4 };
const lasting: ServiceMemory = { detection, open, last };
const ended: ServiceMemory = { detection: { ...NO_MEMORY, state: "normal", closed }, open: null, last };

describe("a service whose incident was a false alarm", () => {
  it("is normal again when the incident lasted", () => {
    const after = forgetIncident(lasting, "a", JUDGED);
    expect(after).toMatchObject({ open: null, last: null });
    expect(after.detection).toMatchObject({ state: "normal", since: JUDGED + 1, episode: null, evidenceMinute: null });
  });

  it("is flagged again within two hours only by a rise clearly above the one that was called false", () => {
    const { detection: after } = forgetIncident(lasting, "a", JUDGED);
    expect((after.closed?.peak15 ?? 0) * limits.reopenShare).toBeCloseTo(1.5 * 120);
    expect(after.closed).toMatchObject({ closed: JUDGED, start: JUDGED });
  });

  it("takes a rise that is younger than 15 minutes at its rate, for it would exceed itself", () => {
    const { detection: after } = forgetIncident(lasting, "a", asMinute(START + 4));
    expect((after.closed?.peak15 ?? 0) * limits.reopenShare).toBeCloseTo(1.5 * 360);
  });

  it("explains no other service's rise", () => {
    expect(forgetIncident(lasting, "a", JUDGED).detection.closed).toMatchObject({ peakRatio: 1, tail: 0 });
  });

  it("does not reopen the incident when it had ended, and does not begin a new one in it", () => {
    const after = forgetIncident(ended, "b", JUDGED);
    expect(after.last).toBeNull();
    expect(after.detection.closed).toMatchObject({ start: closed.closed, closed: closed.closed });
    expect((after.detection.closed?.peak15 ?? 0) * limits.reopenShare).toBeCloseTo(1.5 * 90);
  });

  it("dates the next outage to its own rise, not to the end of what was no outage", () => {
    const networks = [...minutesOf(18, 20), ...minutesOf(90, 0), ...minutesOf(6, 90)];
    const told = { networks, memory: NO_MEMORY };
    const alarm = judgeAll({ ...told, networks: networks.slice(0, 18) }).memory;
    const { detection: after } = forgetIncident({ detection: alarm, open, last }, "a", afterNoon(17));
    const next = judge(inputAt(told, networks.length - 1, after)).verdict;
    expect(next.episode?.start).toBe(afterNoon(108));
    expect(next.continues).toBe(false);
  });

  it("stays quiet in the country of the alarm, and hears the others", () => {
    const german = { ...detection, episode: detection.episode && { ...detection.episode, country: "DE" } };
    expect(forgetIncident({ ...lasting, detection: german }, "a", JUDGED).detection.closed?.country).toBe("DE");
    const over = { ...ended, detection: { ...ended.detection, closed: { ...closed, country: "DE" } } };
    expect(forgetIncident(over, "b", JUDGED).detection.closed?.country).toBe("DE");
  });

  it("goes on with its present incident when an earlier one is corrected", () => {
    expect(forgetIncident(lasting, "b", JUDGED)).toEqual({ ...lasting, last: null });
  });

  it("remembers all when the incident is older than what it remembers", () => {
    expect(forgetIncident(lasting, "c", JUDGED)).toBe(lasting);
  });
});
