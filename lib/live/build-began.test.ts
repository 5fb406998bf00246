import { describe, expect, it } from "vitest";
import { addMinutes } from "#lib/buckets/minute.ts";
import { buildBegan } from "#lib/live/build-began.ts";
import { NOW } from "#lib/live/testing/world.ts";

const rows = (...said: (readonly [ago: number, reports: number])[]) =>
  said.map(([ago, reports]) => ({ began: addMinutes(NOW, -ago), reports }));

describe("when reporters say that it began", () => {
  it.each([
    ["of few of them is nothing", rows([30, 19]), null],
    ["is the minute that half of them name, or an earlier one", rows([60, 9], [30, 2], [10, 9]), [30, 20]],
    ["of two halves is the earlier", rows([60, 10], [10, 10]), [60, 20]],
    ["is not moved by a few who say hours", rows([180, 3], [10, 17]), [10, 20]],
    ["of nobody is nothing", [], null],
  ])("%s", (_, said, expected) => {
    const began = buildBegan(said);
    expect(began && [NOW - began.median, began.reports]).toEqual(expected);
  });
});
