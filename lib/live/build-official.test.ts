import { describe, expect, it } from "vitest";
import { addMinutes } from "#lib/buckets/minute.ts";
import { officialSpan } from "#lib/live/build-official.ts";
import { NOW } from "#lib/live/testing/world.ts";

describe("the time in which what a company says belongs to an incident", () => {
  it("begins an hour before the rise and ends an hour after the end", () => {
    const ended = addMinutes(NOW, 90);
    expect(officialSpan(NOW, ended, addMinutes(NOW, 1_000))).toEqual({ from: NOW - 60, to: NOW + 150 });
  });

  it("of one that lasts, or that ended just now, goes as far as is known", () => {
    expect(officialSpan(NOW, null, addMinutes(NOW, 30)).to).toBe(NOW + 30);
    expect(officialSpan(NOW, addMinutes(NOW, 20), addMinutes(NOW, 30)).to).toBe(NOW + 30);
  });
});
