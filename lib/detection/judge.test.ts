import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { judge } from "#lib/detection/judge.ts";
import { type Memory, NO_MEMORY } from "#lib/detection/memory.ts";
import { episodeOf } from "#lib/detection/testing/episode.ts";
import {
  afterNoon,
  flatBaseline,
  inputAt,
  judgeAll,
  lastOf,
  minutesOf,
  NOON,
  runsOf,
  statesOf,
  type Told,
} from "#lib/detection/testing/minutes.ts";
import { sourcesOf } from "#lib/detection/testing/sources.ts";

/** A far larger service that began to fail at noon. */
const BIG = {
  slug: "big",
  name: "Big",
  parent: false,
  rival: true,
  shared: false,
  start: NOON,
  ratio: 5_000,
  excess: 50_000,
} as const;

const steady = (level: number) => (ago: number) => Math.round(level * ago) - Math.round(level * (ago - 1));

describe("a service that expects one report in ten minutes", () => {
  it.each([
    ["no report at all", minutesOf(30, 0), "normal"],
    ["one report", [...minutesOf(5, 0), 1], "normal"],
    ["five reports in one minute", [5], "normal"],
    ["six networks in one minute", [6], "outage"],
    ["two networks a minute", minutesOf(5, 2), "outage"],
  ])("judges %s", (_, networks, state) => {
    expect(lastOf({ networks }).state).toBe(state);
  });

  it("opens nothing for any five reports, wherever they fall", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(29), { minLength: 1, maxLength: 5 }), fc.boolean(), (when, cold) => {
        const networks = minutesOf(30, 0).map((_, i) => when.filter((minute) => minute === i).length);
        const told = cold ? { networks, baseline: null } : { networks };
        expect(new Set(statesOf(told))).toEqual(new Set(["normal"]));
      }),
    );
  });

  it("opens nothing for one network, however many reports it sends", () => {
    const told = { networks: [1, ...minutesOf(29, 0)], reports: minutesOf(30, 4) };
    expect(statesOf(told)).not.toContain("outage");
    expect(lastOf(told)).toMatchObject({ state: "unconfirmed", finding: "too-few-networks" });
  });

  it("tells of one network the window in which its reports stand out, while they do and after", () => {
    const told = { networks: [1, ...minutesOf(69, 0)], reports: [...minutesOf(40, 10), ...minutesOf(30, 0)] };
    const loud = judgeAll(told).verdicts.filter(({ finding }) => finding === "too-few-networks");
    expect(loud.length).toBeGreaterThan(40);
    for (const { observed, reason } of loud) {
      expect(observed).toBeGreaterThanOrEqual(20);
      expect(reason).toMatch(
        /^\d+ reports in .* They came from (1 network, too few or too much alike to be a crowd|networks that had)/,
      );
    }
  });
});

describe("an outage", () => {
  const rising = [...minutesOf(10, 0), ...minutesOf(40, 30)];

  it("is flagged in its first minute, and dated there", () => {
    const { verdicts } = judgeAll({ networks: rising });
    const first = verdicts.findIndex((verdict) => verdict.state === "outage");
    expect(first).toBe(10);
    expect(verdicts[first]?.episode).toMatchObject({ level: "outage", start: afterNoon(10), flagged: afterNoon(11) });
  });

  it("that grows slowly is dated back to its beginning", () => {
    const told = { networks: [...minutesOf(60, 0), ...minutesOf(15, 1)] };
    expect(lastOf(told).episode?.start).toBe(afterNoon(60));
  });

  it("ends when 15 minutes have been calm for a quarter of an hour, as an interval", () => {
    const { verdicts, memory } = judgeAll({ networks: [...rising, ...minutesOf(60, 0)] });
    const ended = verdicts.find((verdict) => verdict.end !== null);
    expect(ended?.end?.from).toBeGreaterThanOrEqual(afterNoon(49));
    expect(ended?.end?.to).toBeLessThanOrEqual(afterNoon(66));
    expect(ended?.minute).toBeLessThanOrEqual(afterNoon(82));
    expect(verdicts.at(-1)?.state).toBe("normal");
    expect(memory.episode).toBeNull();
  });

  it("does not end in a lull of ten minutes", () => {
    expect(runsOf({ networks: [...rising, ...minutesOf(10, 0), ...minutesOf(20, 30)] })).toBe("normal 10, outage 70");
  });

  it("does not end because it fades slowly, as at night", () => {
    const fading = Array.from({ length: 600 }, (_, i) => Math.round(100 * Math.exp(-i / 200)));
    expect(lastOf({ networks: fading }).state).toBe("outage");
  });

  it("ends after a sharp fall although late reports trickle in, and they open nothing", () => {
    const told = { networks: [...minutesOf(40, 400), ...minutesOf(15, 20), ...minutesOf(60, 3)] };
    expect(runsOf(told)).toMatch(/^outage \d+, normal \d+$/);
  });

  it("that comes back within two hours continues, and says so", () => {
    const { verdicts } = judgeAll({ networks: [...rising, ...minutesOf(60, 0), ...minutesOf(5, 30)] });
    const again = verdicts.at(-1);
    expect(again?.state).toBe("outage");
    const continued = verdicts.filter((verdict) => verdict.continues);
    expect(continued.map(({ episode }) => episode?.start)).toEqual([afterNoon(10)]);
  });

  it("that comes back later than that is another", () => {
    const { verdicts } = judgeAll({ networks: [...rising, ...minutesOf(160, 0), ...minutesOf(5, 30)] });
    expect(verdicts.map(({ continues }) => continues)).not.toContain(true);
    expect(verdicts.at(-1)?.episode?.start).toBe(afterNoon(210));
  });

  it("is not the false alarm before it", () => {
    const closed = {
      level: "possible",
      start: afterNoon(-60),
      closed: afterNoon(-20),
      peak15: 30,
      peakRatio: 2,
    } as const;
    const back = (corrected: boolean) =>
      lastOf({ networks: [300], memory: { ...NO_MEMORY, closed: { ...closed, tail: 0, corrected, country: null } } });
    expect(back(false)).toMatchObject({ state: "outage", continues: true, episode: { start: afterNoon(-60) } });
    expect(back(true)).toMatchObject({ state: "outage", continues: false, episode: { start: afterNoon(0) } });
  });

  it.each([
    [29, null],
    [30, "possible"],
  ])("of weak evidence is none that was possible for %i minutes: %s", (minutes, level) => {
    const told = { baseline: flatBaseline(1), before: steady(1), networks: [...minutesOf(45, 1), 7, 7] };
    const since = afterNoon(47 - minutes);
    const { verdict } = judge(inputAt(told, 46, { ...NO_MEMORY, state: "possible", since, evidenceMinute: since }));
    expect(verdict).toMatchObject({ finding: "possible", state: "possible" });
    expect(verdict.episode?.level ?? null).toBe(level);
  });

  it("that comes back with weaker evidence is still the outage that it was", () => {
    const told = { baseline: flatBaseline(1), before: steady(1), networks: [...minutesOf(45, 1), 7, 7] };
    const closed = {
      start: afterNoon(-60),
      closed: afterNoon(-20),
      peak15: 30,
      peakRatio: 2,
      tail: 0,
      corrected: false,
      country: null,
    };
    const possible: Memory = { ...NO_MEMORY, state: "possible", since: afterNoon(10), evidenceMinute: afterNoon(45) };
    const back = (level: "possible" | "outage") =>
      judge(inputAt(told, 46, { ...possible, closed: { ...closed, level } })).verdict;
    expect(back("outage")).toMatchObject({ finding: "possible", continues: true, state: "outage" });
    expect(back("possible")).toMatchObject({ finding: "possible", continues: true, state: "possible" });
  });

  it("leaves the usual what it was when it has ended: late reports are expected beside it", () => {
    const networks = [...minutesOf(40, 400), ...minutesOf(32, 14), ...minutesOf(10, 12)];
    const late = lastOf({ networks, baseline: flatBaseline(1), before: () => 1 });
    expect(late).toMatchObject({ state: "normal", usual: 15 });
    expect(late.late).toBeCloseTo((late.expected ?? 0) - 15, 0);
    expect(late.reason).toMatch(
      /; 15 are usual at this hour\. With the late reports of an outage 1\d\d are expected\.$/,
    );
  });

  it("that ended is not opened again by a small rest of it", () => {
    const told = { networks: [...rising, ...minutesOf(60, 0), ...minutesOf(10, 2)] };
    expect(lastOf(told)).toMatchObject({ state: "normal", finding: "late-reports" });
  });

  it("is possible first where the evidence is weaker, and possible fades after ten minutes", () => {
    const told = {
      baseline: flatBaseline(1),
      before: steady(1),
      networks: [...minutesOf(10, 1), 7, 7, ...minutesOf(30, 1)],
    };
    expect(runsOf(told)).toMatch(/^normal \d+, possible 1\d, normal \d+$/);
  });

  it("passes its peak, recovers and ends, in this order", () => {
    const networks = [...minutesOf(5, 0), ...minutesOf(30, 50), ...minutesOf(30, 20), ...minutesOf(60, 0)];
    const phases = judgeAll({ networks }).verdicts.map((verdict) => verdict.episode?.phase ?? "none");
    expect(phases.filter((phase, i) => phase !== phases[i - 1])).toEqual([
      "none",
      "rising",
      "peaked",
      "recovering",
      "none",
    ]);
  });
});

describe("what is followed", () => {
  it("is not past its peak while its reports stay as high", () => {
    const phases = judgeAll({ networks: minutesOf(60, 30) }).verdicts.map(({ episode }) => episode?.phase);
    expect(new Set(phases)).toEqual(new Set(["rising"]));
  });

  it.each([
    [7, "possible", "possible"],
    [60, "outage", "outage"],
  ])("as possible, with %i reports a minute, is now %s and stays %s", (last, finding, level) => {
    const told = { baseline: flatBaseline(1), before: steady(1), networks: [...minutesOf(45, 1), 7, last, 1] };
    const episode = episodeOf({ level: "possible", start: afterNoon(45), flagged: afterNoon(46), phase: "rising" });
    const opened: Memory = { ...NO_MEMORY, state: "possible", since: afterNoon(30), episode };
    const now = judge(inputAt(told, 46, opened));
    expect(now.verdict).toMatchObject({ finding, state: level, episode: { level } });
    expect(judge(inputAt(told, 47, now.memory)).verdict.episode?.level).toBe(level);
  });

  it("has had its state since the minute in which that began", () => {
    const networks = [...minutesOf(10, 1), 7, 7, ...minutesOf(30, 1)];
    const { verdicts } = judgeAll({ baseline: flatBaseline(1), before: steady(1), networks });
    const begun = verdicts.flatMap(({ state }, i) => (state === verdicts[i - 1]?.state ? [] : [i]));
    expect(begun).toHaveLength(3);
    for (const [i, { since }] of verdicts.entries())
      expect(since).toBe(begun.includes(i) ? afterNoon(i + 1) : verdicts[i - 1]?.since);
  });

  it("goes together with a failing service through quiet minutes, until that is the one no more", () => {
    const together = (larger: typeof BIG | null, networks: readonly number[]) =>
      judgeAll({ networks, larger, memory: { ...NO_MEMORY, together: "big" } }).memory.together;
    expect(together(BIG, minutesOf(5, 0))).toBe("big");
    expect(together(null, minutesOf(5, 0))).toBeNull();
  });
});

describe("an outage of two humps", () => {
  const networks = [...minutesOf(5, 0), ...minutesOf(30, 30), ...minutesOf(18, 0), ...minutesOf(60, 27)];
  const { verdicts } = judgeAll({ networks });

  it("recovers between them, and is past its peak in the second, which is lower", () => {
    const phases = verdicts.map((verdict) => verdict.episode?.phase ?? "none");
    expect(phases.filter((phase, i) => phase !== phases[i - 1])).toEqual([
      "none",
      "rising",
      "peaked",
      "recovering",
      "peaked",
    ]);
  });

  it("is not said to have fallen back while its reports come in again", () => {
    expect(verdicts[52]?.reason).toMatch(/nearly fallen back to what is usual\.$/);
    expect(verdicts.at(-1)?.reason).toBe("405 reports in 15 minutes; 2 are usual at this hour.");
  });
});

describe("a large service", () => {
  const busy = { baseline: flatBaseline(40), before: () => 40 };

  it("is not in an outage because it is a tenth busier", () => {
    expect(new Set(statesOf({ ...busy, networks: minutesOf(120, 44) }))).toEqual(new Set(["normal"]));
  });

  it("is not in an outage on a day that is busier from the morning on", () => {
    const told = { baseline: flatBaseline(40), before: () => 70, networks: minutesOf(120, 70) };
    expect(new Set(statesOf(told))).toEqual(new Set(["normal"]));
  });

  it("is flagged within minutes when its reports treble", () => {
    expect(
      statesOf({ ...busy, networks: [...minutesOf(10, 40), ...minutesOf(5, 120)] }).indexOf("outage"),
    ).toBeLessThan(13);
  });

  it("needs more while everything else rises too", () => {
    const networks = [...minutesOf(10, 40), ...minutesOf(20, 130)];
    expect(lastOf({ ...busy, networks }).state).toBe("outage");
    expect(lastOf({ ...busy, networks, commonFactor: 2 }).state).toBe("normal");
  });
});

describe("a gap of our own", () => {
  it.each([120, 300])("of %i minutes in which an outage ended holds its end", (minutes) => {
    const gaps = Array.from({ length: minutes }, (_, i) => 60 + i);
    const networks = [...minutesOf(10, 0), ...minutesOf(50, 30), ...minutesOf(minutes + 60, 0)];
    const ends = judgeAll({ networks, gaps }).verdicts.flatMap(({ end }) => end ?? []);
    expect(ends).toEqual([{ from: afterNoon(60), to: afterNoon(60 + minutes + 8) }]);
  });

  it("leaves a calm that was seen before it as it is", () => {
    const networks = [...minutesOf(10, 0), ...minutesOf(50, 30), ...minutesOf(60, 0)];
    const whole = judgeAll({ networks }).verdicts.flatMap(({ end }) => end ?? []);
    const broken = judgeAll({ networks, gaps: Array.from({ length: 9 }, (_, i) => 78 + i) });
    expect(broken.verdicts.flatMap(({ end }) => end ?? [])).toEqual(whole);
    const phases = broken.verdicts.flatMap(({ episode }) => episode?.phase ?? []);
    expect(phases.filter((phase, i) => phase !== phases[i - 1])).toEqual(["rising", "peaked", "recovering"]);
  });

  const outage = [...minutesOf(10, 0), ...minutesOf(20, 30)];

  it("is unknown, and leaves the memory as it was", () => {
    const before = judgeAll({ networks: outage }).memory;
    const judged = judge(inputAt({ networks: outage, gaps: [30] }, 30, before));
    expect(judged.verdict).toMatchObject({ state: "unknown", finding: "gap" });
    expect(judged.memory).toBe(before);
  });

  it("neither ends an outage nor opens one", () => {
    const gaps = Array.from({ length: 60 }, (_, i) => 30 + i);
    const after = { networks: [...outage, ...minutesOf(60, 0), ...minutesOf(3, 30)], gaps };
    const states = statesOf(after).filter((state) => state !== "unknown");
    expect(states).toEqual([...minutesOf(10, 0).map(() => "normal"), ...minutesOf(23, 0).map(() => "outage")]);
    expect(statesOf({ networks: minutesOf(90, 0), gaps })).not.toContain("outage");
  });
});

describe("a fresh instance", () => {
  const sinceMorning = (minutes: number) => Array.from({ length: 240 }, (_, i) => -240 + i).slice(0, 240 - minutes);

  it.each([
    ["flags a clear rise of a service that was silent", 30, () => 0, minutesOf(3, 5), "outage"],
    ["asks for more than eight reports", 30, () => 0, minutesOf(4, 2), "normal"],
    ["calls nothing a rise before it has seen ten minutes", 5, () => 0, minutesOf(3, 5), "normal"],
    ["does not flag what was as busy before", 30, () => 5, minutesOf(10, 5), "normal"],
    ["flags what is ten times as busy as before", 30, () => 2, minutesOf(3, 20), "outage"],
  ])("%s", (_, minutes, before, networks, state) => {
    expect(lastOf({ baseline: null, networks, before, gaps: sinceMorning(minutes) }).state).toBe(state);
  });

  it.each([
    ["flags many first reports within minutes", minutesOf(3, 15), "outage"],
    ["asks first reports for thirty networks, because a service may only have become known", minutesOf(7, 4), "normal"],
    ["does not flag a service that is reported evenly from its first report on", minutesOf(200, 0.6), "normal"],
  ])("%s after a day of silence", (_, networks, state) => {
    const told = { baseline: null, networks, firstHeard: true };
    expect(new Set(statesOf(told)).has("outage")).toBe(state === "outage");
    expect(lastOf(told).state).toBe(state);
  });

  it("measures an outage against the rate before it until it ends", () => {
    const networks = [...minutesOf(60, 20), ...minutesOf(60, 1)];
    const { verdicts } = judgeAll({ baseline: null, before: () => 1, networks, gaps: sinceMorning(40) });
    expect(verdicts.find((verdict) => verdict.basis === "frozen")?.expected).toBeCloseTo(12.3, 0);
    expect(verdicts.at(-1)?.state).toBe("normal");
  });

  it("measures the height of a rise by what is known, where fifteen minutes before it are not", () => {
    const told = { baseline: null, networks: minutesOf(3, 15), before: () => 1, gaps: sinceMorning(11) };
    expect(lastOf(told).episode?.peakRatio).toBeCloseTo(16.45, 2);
  });

  it("asks a baseline of one day for the same as none", () => {
    const networks = minutesOf(2, 3);
    expect(lastOf({ baseline: flatBaseline(0.01, { days: 1.5 }), networks }).state).toBe("normal");
    expect(lastOf({ baseline: flatBaseline(0.01, { days: 2.5 }), networks }).state).toBe("outage");
  });
});

describe("the gates", () => {
  const networks = minutesOf(5, 20);
  const spread = Object.fromEntries(Array.from({ length: 12 }, (_, i) => [`AS${i}`, 8]));

  it.each([
    ["sources of a crowd", { sources: sourcesOf(spread) }, "outage", "outage"],
    ["one source", { sources: sourcesOf({ AS1: 100 }) }, "unconfirmed", "too-few-networks"],
    [
      "one source of a service that is a network",
      { sources: sourcesOf({ AS1: 100 }), isNetwork: true },
      "outage",
      "outage",
    ],
    ["a far larger incident of a kindred service", { larger: BIG }, "possible", "collateral"],
  ])("%s", (_, rest, state, finding) => {
    expect(lastOf({ networks, ...rest })).toMatchObject({ state, finding });
  });

  it("take reports of the same few networks for few senders, unless the service is a network", () => {
    const reports = minutesOf(5, 60);
    expect(lastOf({ networks, reports })).toMatchObject({ state: "unconfirmed", finding: "too-few-networks" });
    expect(lastOf({ networks, reports, isNetwork: true }).state).toBe("outage");
  });

  const small = minutesOf(2, 5);

  it.each([
    ["is no crowd's when their senders are the same few", "few-senders", small, "unconfirmed"],
    ["waits when they are many, and may be one script's", "many", small, "unconfirmed"],
    ["speaks for itself among many when it has a dozen networks", "many", minutesOf(3, 5), "outage"],
    ["speaks for itself beside few senders when it is large", "few-senders", minutesOf(4, 20), "outage"],
    ["is judged by itself on a usual day", "few", small, "outage"],
  ] as const)("ask what other small rises say: one %s", (_, smallRises, counts, state) => {
    expect(lastOf({ networks: counts, smallRises }).state).toBe(state);
  });

  it.each([
    ["an outage on a usual day", "few", 0, "outage"],
    ["an outage among many that have hardly anything in common", "many", 1, "outage"],
    ["none yet when seven of its twelve networks are what all get alike", "many", 7, "unconfirmed"],
  ] as const)("take five networks of ten minutes and seven of the next two for %s", (_, smallRises, common, state) => {
    const counts = [0, 1, 1, 0, 2, 0, 1, 0, 7, 0];
    expect(lastOf({ networks: counts, smallRises, commonNetworks: common }).state).toBe(state);
  });

  it("hear an outage through what all services get alike", () => {
    const told = { smallRises: "many", commonNetworks: 7 } as const;
    expect(lastOf({ networks: minutesOf(4, 5), ...told }).state).toBe("outage");
    expect(lastOf({ networks: minutesOf(4, 3), ...told }).state).toBe("unconfirmed");
  });

  it("ask a service with bursts of its own for more", () => {
    const counts = minutesOf(2, 5);
    expect(lastOf({ networks: counts, baseline: flatBaseline(0.1, { tail: 9 }) }).state).toBe("outage");
    expect(lastOf({ networks: counts, baseline: flatBaseline(0.1, { tail: 45 }) }).state).toBe("normal");
    expect(lastOf({ networks: minutesOf(4, 20), baseline: flatBaseline(0.1, { tail: 45 }) }).state).toBe("outage");
  });

  it.each([
    ["another's that failed ten minutes after it began", 10, null, "collateral"],
    ["its own when that failed long after it began", 35, null, "outage"],
    ["still another's when a third one fails, and is the largest now", 35, "first", "collateral"],
  ])("take a rise for %s", (_, failedAfter, together, finding) => {
    const told: Told = { networks: minutesOf(40, 3), larger: { ...BIG, start: afterNoon(failedAfter) } };
    expect(judge(inputAt(told, 39, { ...NO_MEMORY, together })).verdict.finding).toBe(finding);
  });

  it("tell another's rise as another's for as long as it lasts", () => {
    const [first, ...rest] = judgeAll({ networks: minutesOf(30, 4), larger: BIG }).verdicts;
    expect(first?.finding).toBe("quiet");
    expect(new Set(rest.map(({ finding, state }) => `${finding} ${state}`))).toEqual(new Set(["collateral possible"]));
  });

  it("do not count again what was another's, once that one is forgotten", () => {
    const rise = [...minutesOf(5, 4), ...minutesOf(20, 0)];
    const told: Told = { networks: rise, larger: BIG };
    const { memory } = judgeAll(told);
    const last = rise.length - 1;
    expect(memory.explained).not.toBeNull();
    expect(judge({ ...inputAt(told, last, memory), larger: null }).verdict.finding).toBe("quiet");
    const anew: Told = { networks: [...rise, ...minutesOf(4, 6)], larger: null };
    expect(judge(inputAt(anew, anew.networks.length - 1, memory)).verdict.finding).toBe("outage");
  });

  it("say which of them stood in the way", () => {
    expect(lastOf({ networks, sources: sourcesOf({ AS1: 100 }) }).gates).toEqual({
      evidence: true,
      size: true,
      diversity: false,
      ownRise: true,
      lasting: true,
      notTail: true,
    });
  });
});

describe("judging", () => {
  const series = fc.array(fc.nat(40), { minLength: 1, maxLength: 60 });

  it("gives the same verdict for the same input, also after a trip through JSON", () => {
    fc.assert(
      fc.property(series, fc.option(fc.double({ min: 0.001, max: 30, noNaN: true })), (networks, level) => {
        const told: Told = { networks, baseline: level === null ? null : flatBaseline(level) };
        const input = inputAt(told, networks.length - 1, judgeAll(told).memory);
        const again = judge(JSON.parse(JSON.stringify(input)));
        expect(again).toEqual(judge(input));
        expect(JSON.parse(JSON.stringify(again))).toEqual(again);
      }),
    );
  });

  it("keeps a memory that holds together", () => {
    fc.assert(
      fc.property(series, fc.double({ min: 0.001, max: 30, noNaN: true }), (networks, level) => {
        const { verdicts, memory } = judgeAll({ networks, baseline: flatBaseline(level) });
        for (const verdict of verdicts) {
          expect(verdict.reason).toMatch(/^[A-Z0-9].*\.$/);
          if (verdict.episode !== null) expect(verdict.state).toBe(verdict.episode.level);
          if (verdict.episode !== null) expect(verdict.episode.start).toBeLessThanOrEqual(verdict.minute);
        }
        const held: Memory["state"] | undefined = verdicts.at(-1)?.state === "unknown" ? undefined : memory.state;
        expect(held).toBe(verdicts.at(-1)?.state);
      }),
    );
  });

  it("needs no more than a short past", () => {
    const input = inputAt({ networks: [1] }, 0, NO_MEMORY);
    const short = { ...input, networks: [1], reports: [1], known: [true] };
    expect(judge(short).verdict).toMatchObject({ minute: NOON, state: "normal", observed: 1 });
  });
});
