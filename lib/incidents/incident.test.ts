import { describe, expect, it } from "vitest";
import { asMinute } from "#lib/buckets/minute.ts";
import type { Episode } from "#lib/detection/memory.ts";
import { episodeOf as follow } from "#lib/detection/testing/episode.ts";
import { judgeAll } from "#lib/detection/testing/minutes.ts";
import type { Verdict } from "#lib/detection/verdict.ts";
import { afterTransition, nextIncident, type OpenIncident } from "#lib/incidents/incident.ts";

const [quiet] = judgeAll({ networks: [0] }).verdicts;
if (quiet === undefined) throw new Error("one minute was judged");

/** One that still rises. */
const episodeOf = (rest: Partial<Episode> = {}) => follow({ start: asMinute(1_000), phase: "rising", ...rest });
const verdict = (rest: Partial<Verdict> = {}): Verdict => ({ ...quiet, reason: "Why.", ...rest });
const open = (rest: Partial<OpenIncident> = {}): OpenIncident => ({
  id: "a",
  level: "outage",
  phase: "rising",
  events: 1,
  ...rest,
});
const last = { id: "before", resolved: asMinute(950), events: 4 };
const end = { from: asMinute(1_050), to: asMinute(1_060) };

describe("the life of an incident", () => {
  it.each([
    ["nothing happens to a quiet service", null, verdict(), "none"],
    ["a volume without diversity opens nothing", null, verdict({ state: "unconfirmed" }), "none"],
    ["possible problems open nothing at once", null, verdict({ state: "possible" }), "none"],
    ["an outage opens", null, verdict({ episode: episodeOf() }), "opened"],
    [
      "possible problems that became an outage escalate",
      open({ level: "possible" }),
      verdict({ episode: episodeOf() }),
      "escalated",
    ],
    ["an outage that goes on changes nothing", open(), verdict({ episode: episodeOf() }), "none"],
    ["the first fall is its peak", open(), verdict({ episode: episodeOf({ phase: "peaked" }) }), "peaked"],
    ["the peak is told once", open({ phase: "peaked" }), verdict({ episode: episodeOf({ phase: "peaked" }) }), "none"],
    [
      "calm is a recovery",
      open({ phase: "peaked" }),
      verdict({ episode: episodeOf({ phase: "recovering" }) }),
      "recovering",
    ],
    [
      "a recovery is told once",
      open({ phase: "recovering" }),
      verdict({ episode: episodeOf({ phase: "recovering" }) }),
      "none",
    ],
    ["a certain end resolves", open({ phase: "recovering" }), verdict({ end }), "resolved"],
    ["an incident that the detector does not follow any more goes on", open(), verdict(), "none"],
    [
      "a gap of ours changes nothing",
      open(),
      verdict({ state: "unknown", finding: "gap", episode: episodeOf() }),
      "none",
    ],
  ])("%s", (_, before, given, kind) => {
    const transition = nextIncident(before, given, null);
    expect(transition.kind).toBe(kind);
    expect(transition.reason).toContain("Why.");
  });

  it("opens at the back-dated minute and the level of the verdict", () => {
    const transition = nextIncident(null, verdict({ episode: episodeOf({ level: "possible" }) }), last);
    expect(transition).toEqual({ kind: "opened", level: "possible", started: 1_000, reason: "Why." });
  });

  it("goes on with the last incident when the problems are back", () => {
    const back = nextIncident(null, verdict({ episode: episodeOf(), continues: true }), last);
    expect(back).toMatchObject({ kind: "escalated", reopens: "before", reason: "The problems are back. Why." });
    expect(afterTransition(null, last, back, verdict({ episode: episodeOf() }), "new")).toEqual(
      open({ id: "before", events: 5 }),
    );
  });

  it("escalates once, and is an outage from then on", () => {
    const [possible, worse] = [open({ level: "possible" }), verdict({ episode: episodeOf() })];
    const after = afterTransition(possible, null, nextIncident(possible, worse, null), worse, "new");
    expect(after).toEqual(open({ level: "outage", events: 2 }));
    expect(nextIncident(after, worse, null).kind).toBe("none");
  });

  it("numbers its events without a gap", () => {
    const steps = [
      verdict({ episode: episodeOf() }),
      verdict({ episode: episodeOf() }),
      verdict({ episode: episodeOf({ phase: "peaked" }) }),
      verdict({ episode: episodeOf({ phase: "recovering" }) }),
      verdict({ end }),
    ];
    let incident: OpenIncident | null = null;
    const seen: (number | null)[] = [];
    for (const given of steps) {
      incident = afterTransition(incident, null, nextIncident(incident, given, null), given, "a");
      seen.push(incident?.events ?? null);
    }
    expect(seen).toEqual([1, 1, 2, 3, null]);
  });
});
