import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { asMinute } from "#lib/buckets/minute.ts";
import { textWidth } from "#lib/publish/chart-labels.ts";
import { bandLabel } from "#lib/publish/chart-notes.ts";

const frame = { words: "normal range", left: 40, top: 20, right: 640, y: (value: number) => 220 - value };

function points(values: readonly number[], high: number) {
  return values.map((reports, index) => ({
    minute: asMinute(index),
    reports,
    expected: high / 2,
    low: 0,
    high,
    works: 0,
    setAside: 0,
    networks: 0,
    x: 40 + (index + 0.5) * (600 / values.length),
    y: frame.y(reports),
  }));
}

describe("the words at the normal range", () => {
  it("stand close above the band, left of an outage", () => {
    const calmThenOutage = Array.from({ length: 100 }, (_, index) => (index < 70 ? 4 : 180));
    const label = bandLabel(points(calmThenOutage, 8), frame);
    expect(label).toMatchObject({ text: "normal range", leaderTo: null });
    expect(label.y).toBeCloseTo(frame.y(8) - 6);
    expect(label.x + textWidth(label.text)).toBeLessThan(40 + 70 * 6);
  });

  it("get a line to the band where the chart is full", () => {
    const label = bandLabel(points(new Array<number>(100).fill(120), 8), frame);
    expect(label.leaderTo?.y).toBeCloseTo(frame.y(8));
  });

  it("stand at the upper left, with a line, where nothing is free", () => {
    const label = bandLabel(points(new Array<number>(100).fill(199), 8), frame);
    expect(label).toMatchObject({ x: 46, y: 32 });
    expect(label.leaderTo).not.toBeNull();
  });

  it("stand where there is a band, when a service has a baseline for a part of the time only", () => {
    const placed = points(new Array<number>(100).fill(2), 8);
    const label = bandLabel(
      placed.map((point, index) => (index < 50 ? { ...point, low: null, high: null } : point)),
      frame,
    );
    expect(label.x + textWidth(label.text)).toBeGreaterThan(340);
    expect(label.y).toBeCloseTo(frame.y(8) - 6);
  });

  it("never cover the line or the band unless the chart is full to the top", () => {
    const counts = fc.array(fc.nat(150), { minLength: 10, maxLength: 200 });
    fc.assert(
      fc.property(counts, fc.nat(150), (values, high) => {
        const placed = points(values, high);
        const label = bandLabel(placed, frame);
        const under = placed.filter(({ x }) => x >= label.x && x <= label.x + textWidth(label.text));
        for (const point of under) expect(Math.min(point.y, frame.y(high))).toBeGreaterThan(label.y);
      }),
    );
  });
});
