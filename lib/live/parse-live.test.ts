import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseFrame, parseHomeFrame, parseSnapshot } from "#lib/live/parse-live.ts";
import { STAMP } from "#lib/live/testing/live-fixtures.ts";
import { NOW } from "#lib/live/testing/world.ts";

const point = '{"minute":"2024-11-09T00:03Z","reports":3,"expected":1.5,"low":0,"high":4,"works":0,"setAside":0}';
const head =
  '"asOf":"2024-11-09T00:03:20.000Z","mode":"live","since":"2024-11-09T00:03Z","reason":"from 2024-11-09T00:03Z on"';

describe("reading a stream's data", () => {
  it("turns times into numbers, and leaves every other text as it is", () => {
    const frame = parseFrame(`{${head},"minutes":[${point}],"steps":[]}`);
    expect(frame).toMatchObject({ asOf: STAMP.asOf, since: NOW, reason: "from 2024-11-09T00:03Z on" });
    expect(frame?.minutes[0]).toEqual({
      minute: NOW,
      reports: 3,
      expected: 1.5,
      low: 0,
      high: 4,
      works: 0,
      setAside: 0,
    });
  });

  it("reads a series with its ends", () => {
    const series = `{"from":"2024-11-09T00:03Z","to":"2024-11-09T00:04Z","stepMinutes":1,"points":[${point}]}`;
    expect(parseSnapshot(`{${head},"series":${series}}`)?.series).toMatchObject({
      from: NOW,
      to: NOW + 1,
      stepMinutes: 1,
    });
  });

  it("keeps a missing time missing", () => {
    expect(parseHomeFrame('{"services":[{"slug":"a","since":null}]}')?.services[0]?.since).toBeNull();
  });

  it.each([
    "",
    "{",
    "null",
    "7",
    "[]",
    '"minutes"',
    "{}",
    '{"minutes":[{"minute":"yesterday"}]}',
    '{"minutes":[{"minute":"275760-09-13T00:00Z"}]}',
  ])("%s is no frame, and no error", (text) => {
    expect(parseFrame(text)).toBeNull();
  });

  it("never throws, whatever comes", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        for (const parse of [parseFrame, parseSnapshot, parseHomeFrame]) expect(() => parse(text)).not.toThrow();
      }),
    );
  });
});
