import { expect, it, vi } from "vitest";
import { log, sayRarely } from "#lib/log.ts";

it("what is said again and again is written once a minute, and what is said for the first time at once", () => {
  const written = vi.spyOn(log, "warn").mockReturnValue();
  let now = 0;
  const say = sayRarely("warn", () => now);
  for (now = 0; now < 120_000; now += 500) say("away");
  say("not prepared", { reason: "no table" });
  expect(written.mock.calls).toEqual([
    [{}, "away"],
    [{}, "away"],
    [{ reason: "no table" }, "not prepared"],
  ]);
  written.mockRestore();
});
