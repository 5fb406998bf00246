import { describe, expect, it } from "vitest";
import { exitCodeOf, formatRechecks, type PublishedEvidence, recheckIncident } from "#bench/recheck.ts";
import { seededRandom } from "#bench/seeded-random.ts";
import { watchWorld } from "#bench/watch-world.ts";
import { addMinutes, formatMinute } from "#lib/buckets/minute.ts";
import { NOON } from "#lib/detection/testing/minutes.ts";
import { limits, THRESHOLDS_VERSION } from "#lib/detection/thresholds.ts";
import { evidenceAnswer } from "#server/routes/api/answers.ts";

const from = addMinutes(NOON, -3 * 1440);
const to = addMinutes(NOON, 240);

/** A watched outage of an hour, as the API publishes it. */
function published(): PublishedEvidence {
  const random = seededRandom(8);
  const reports = Array.from({ length: to - from }, (_, i) => {
    const minute = from + i - NOON;
    return random.poisson(minute >= 0 && minute < 60 ? 40 : 2);
  });
  const kin = { id: 1, slug: "s", name: "S", category: "games", parentId: null, isNetwork: false };
  const known = reports.map(() => true);
  const world = { from, to, known, services: [{ kin, firstSeen: from, reports, networks: reports }] };
  const changes = [...watchWorld(world, addMinutes(NOON, -60), to)].flatMap((step) => step.changes);
  const events = changes.map(({ change: { seq, minute, transition, evidence } }) => {
    return { seq, minute: formatMinute(minute), kind: transition.kind, reason: transition.reason, evidence };
  });
  const stamp = { mode: "demo", demonstration: true, asOf: "2024-11-09T00:00:00.000Z" };
  const record = {
    incidentId: "i",
    service: kin,
    thresholds: limits,
    thresholdsVersion: THRESHOLDS_VERSION,
    events,
  };
  return evidenceAnswer.parse(JSON.parse(JSON.stringify({ ...stamp, ...record })));
}

type Evidence = NonNullable<PublishedEvidence["events"][number]["evidence"]>;

/** The same with the first event's evidence changed. */
function broken(change: (evidence: Evidence) => unknown): PublishedEvidence {
  const answer = structuredClone(published());
  const evidence = answer.events[0]?.evidence;
  if (!evidence) throw new Error("the outage was watched");
  change(evidence);
  return answer;
}

describe("judging a published incident again", () => {
  it("agrees with every event of it", () => {
    const rechecks = recheckIncident(published());
    expect(rechecks.map(({ outcome }) => outcome)).toEqual(["agrees", "agrees", "agrees", "agrees"]);
    expect(exitCodeOf(rechecks)).toBe(0);
    expect(formatRechecks(rechecks)).toContain("4 events, all agree");
  });

  it("has nothing to judge in an operator's correction", () => {
    const answer = published();
    const [opened] = answer.events;
    if (opened === undefined) throw new Error("the outage was watched");
    const correction = { ...opened, seq: 5, kind: "corrected" as const, reason: "A rehearsal.", evidence: null };
    expect(recheckIncident({ ...answer, events: [correction] })).toEqual([
      {
        outcome: "agrees",
        stored: expect.stringContaining("A rehearsal."),
        recomputed: expect.stringContaining("nothing to judge"),
      },
    ]);
  });

  it.each<[string, (evidence: Evidence) => unknown]>([
    ["one report more", (evidence) => evidence.input.reports.splice(-1, 1, (evidence.input.reports.at(-1) ?? 0) + 1)],
    [
      "one network fewer",
      (evidence) => evidence.input.networks.splice(-1, 1, (evidence.input.networks.at(-1) ?? 0) - 1),
    ],
    ["a common rise", (evidence) => Object.assign(evidence.input, { commonFactor: 1.01 })],
    ["another state", (evidence) => Object.assign(evidence.verdict, { state: "possible" })],
    [
      "the last bit of the expectation",
      (evidence) => {
        const { expected } = evidence.verdict;
        return Object.assign(evidence.verdict, { expected: Number(expected) * (1 + 2 ** -52) });
      },
    ],
    ["a count that is none", (evidence) => Object.assign(evidence.input, { networks: ["many"] })],
  ])("differs when %s was written, and only there", (_, change) => {
    const rechecks = recheckIncident(broken(change));
    expect(rechecks.map(({ outcome }) => outcome)).toEqual(["differs", "agrees", "agrees", "agrees"]);
    expect(exitCodeOf(rechecks)).toBe(1);
  });

  it("says which version judged when it was another one", () => {
    const rechecks = recheckIncident(broken((evidence) => Object.assign(evidence, { thresholds: 0 })));
    expect(formatRechecks(rechecks)).toContain(
      `version 0 of the thresholds judged this, and this build has ${THRESHOLDS_VERSION}`,
    );
    expect(formatRechecks(rechecks)).toContain("4 events, 3 agree, 1 judged by another version");
    expect(exitCodeOf(rechecks)).toBe(2);
  });

  it("does not agree where there is no evidence", () => {
    const answer = published();
    const [first, ...rest] = answer.events;
    if (first === undefined) throw new Error("the outage was watched");
    const rechecks = recheckIncident({ ...answer, events: [{ ...first, evidence: null }, ...rest] });
    expect(rechecks[0]).toMatchObject({ outcome: "differs", recomputed: "no evidence that this build can read" });
  });

  it("does not take an incident without events for one that agrees", () => {
    expect(formatRechecks([])).toBe("no events");
    expect(exitCodeOf([])).toBe(1);
  });
});
