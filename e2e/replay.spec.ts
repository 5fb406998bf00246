import { expect, test } from "@playwright/test";
import { readScenario } from "#bench/read-scenario.ts";
import { replayInto, startReplayInstance } from "#bench/run-replay.ts";
import { cutScenario } from "#bench/scenario.ts";
import { parseMinute } from "#lib/buckets/minute.ts";

/**
 * A small part of the reports, hundreds of times as fast: the same decisions must come out. ChatGPT's outage is the story of
 * `outage-story.spec.ts`, at a fifth. Of AT&T's fifteen hours these have the first hump and the rise to the second, and of X's seven these the fall:
 * `scenarios.test.ts` judges the whole of both, at a fiftieth too. AT&T's rise is slow: at a fiftieth seven reports of its first two minutes decide, and where
 * one of them is acknowledged a minute later the flag comes ten minutes later. So it has a twentieth, and minutes of a quarter of a second.
 */
const RUNS = [
  { id: "x-2026-01-16", part: 50, speed: 600, to: "2026-01-16T19:00Z" },
  { id: "att-2024-02-22", part: 20, speed: 240, to: "2024-02-22T10:20Z" },
] as const;

for (const { id, part, speed, to } of RUNS) {
  test(`${id}, one report of ${part}: flagged in time, and as many incidents as there were`, async () => {
    test.setTimeout(180_000);
    const end = parseMinute(to);
    if (end === null) throw new Error(`${to} is no minute`);
    const options = { scenario: cutScenario(readScenario(id), end), scale: 1 / part, seed: 1 };
    const instance = await startReplayInstance(options.scenario, { ...options, speed });
    try {
      const { checks, tally } = await replayInto(instance.url, options);
      const decisions = checks.filter(({ what }) => /leaves normal|^incidents of|counted$/.test(what));
      expect(decisions.filter((check) => !check.ok)).toEqual([]);
      expect(decisions.length).toBeGreaterThan(2);
      expect(tally.accepted).toBe(tally.sent);
    } finally {
      await instance.stop();
    }
  });
}
