import { describe, expect, it } from "vitest";
import { falsesByKind } from "#bench/detection-falses.ts";
import { asMinute } from "#lib/buckets/minute.ts";

const distractor = (kind: string, start: number, end: number, service = "a") => ({
  service,
  kind,
  start: asMinute(start),
  end: asMinute(end),
});
const world = [
  distractor("meme_global", 100, 200),
  distractor("spam_one_ip", 150, 160),
  distractor("brigade", 300, 310),
  distractor("meme_single", 400, 430),
  distractor("misattributed", 500, 600),
  distractor("brigade", 700, 710, "b"),
  distractor("level_shift", 940, 1200),
];
const gaps = [{ from: asMinute(900), to: asMinute(960) }];

describe("what a false incident is put down to", () => {
  it.each([
    [155, "one-address spam"],
    [120, "world-wide talk"],
    [191, "world-wide talk"],
    [340, "brigade"],
    [341, "none of these"],
    [399, "none of these"],
    [460, "meme about the service"],
    [500, "misdirected reports"],
    [705, "none of these"],
    [930, "gap or flush"],
    [961, "level that rose for good"],
    [1231, "none of these"],
  ])("at minute %i is %s", (detected, kind) => {
    const incident = { service: "a", detected: asMinute(detected), end: null };
    const counts = falsesByKind([incident], world, gaps);
    expect(counts[kind]).toBe(1);
    expect(Object.values(counts).reduce((sum, count) => sum + count, 0)).toBe(1);
  });
});
