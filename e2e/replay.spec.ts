import { expect, test } from "@playwright/test";
import { readScenario } from "#bench/read-scenario.ts";
import { replayInto, startReplayInstance } from "#bench/run-replay.ts";
import { cutScenario } from "#bench/scenario.ts";
import { parseMinute } from "#lib/buckets/minute.ts";

/**
 * A fiftieth of the reports, hundreds of times as fast: the same decisions must come out. ChatGPT's outage is the story of
 * `outage-story.spec.ts`, at a fifth. Of AT&T's fifteen hours these have the first hump and the rise to the second, and of X's seven these the fall:
 * `scenarios.test.ts` judges the whole of both. AT&T's rise is slow, and its flag comes few minutes before it must: its minutes are a quarter of a second long, so
 * that a pause of a busy machine is none of them. X is flagged within two minutes of seven.
 */
const RUNS = [
  { id: "x-2026-01-16", speed: 600, to: "2026-01-16T19:00Z" },
  { id: "att-2024-02-22", speed: 240, to: "2024-02-22T10:20Z" },
] as const;

for (const { id, speed, to } of RUNS) {
  test(`${id} at a fiftieth: flagged in time, and as many incidents as there were`, async () => {
    test.setTimeout(180_000);
    const end = parseMinute(to);
    if (end === null) throw new Error(`${to} is no minute`);
    const options = { scenario: cutScenario(readScenario(id), end), scale: 0.02, seed: 1 };
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
