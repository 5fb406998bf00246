import { once } from "node:events";
import { describe, expect, it } from "vitest";
import { watchClock } from "#server/watch-clock.ts";

/** A drift that is told once after the other, the last one for ever; an Error: the database is away. */
function drifts(...told: readonly (number | Error)[]) {
  let asked = 0;
  const drift = async () => {
    const next = told[Math.min(asked, told.length - 1)] ?? 0;
    asked += 1;
    if (next instanceof Error) throw next;
    return next;
  };
  return { drift, everyMs: 1, asked: () => asked };
}

describe("the watch over the clock", () => {
  it.each([
    ["slept for an hour", [0, 3_600_000]],
    ["had its wall clock put back", [0, -3_600_000]],
    ["was away from its database when it woke", [0, new Error("away"), 3_600_000]],
  ])("ends the process of a machine that %s", async (_, told) => {
    const wrong = watchClock(new AbortController().signal, drifts(...told));
    await once(wrong, "abort");
    expect(wrong.aborted).toBe(true);
  });

  it("leaves a process alone whose clock is seconds away", async () => {
    const stop = new AbortController();
    const { asked, ...options } = drifts(0, 29_000, -29_000);
    const wrong = watchClock(stop.signal, options);
    await expect.poll(asked).toBeGreaterThan(5);
    stop.abort();
    expect(wrong.aborted).toBe(false);
  });

  it("ends when the process is told to, and asks no more", async () => {
    const stop = new AbortController();
    stop.abort();
    const { asked, ...options } = drifts(3_600_000);
    expect(watchClock(stop.signal, options).aborted).toBe(false);
    expect(asked()).toBe(0);
  });
});
