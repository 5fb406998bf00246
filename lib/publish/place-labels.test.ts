import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Anchor, labelRoom, textWidth } from "#lib/publish/chart-labels.ts";
import { type LabelWish, type PlacedLabel, placeLabels } from "#lib/publish/place-labels.ts";

const space = { left: 0, right: 320, rows: 3 };
const anchors: readonly Anchor[] = ["end", "start", "middle"];
const wish = (tickX: number, text: string): LabelWish => ({ tickX, text, anchors });

function room({ x, text, anchor }: PlacedLabel): readonly [number, number] {
  return labelRoom(x, text, anchor);
}

describe("labels above a chart", () => {
  it("stand in one row beside their ticks where there is room", () => {
    const [labels] = placeLabels([[wish(100, "start 00:03"), wish(220, "peak 00:15")]], space);
    expect(labels).toMatchObject([
      { row: 0, anchor: "end", x: 96 },
      { row: 0, anchor: "end", x: 216 },
    ]);
  });

  it("go up a row, or to the other side of their tick, where there is none", () => {
    const [labels] = placeLabels([[wish(300, "start 00:03"), wish(304, "peak 00:15–00:30")]], space);
    expect(labels?.map((label) => label?.row)).toEqual([0, 1]);
  });

  it("are left out where no row has room", () => {
    const [labels] = placeLabels([[wish(160, "a label that is much longer than the whole picture is wide")]], space);
    expect(labels).toEqual([null]);
  });

  it("of a larger incident come before those of a smaller one", () => {
    const crowd = [wish(160, "start 00:03"), wish(162, "peak 00:15"), wish(164, "end 00:30")];
    const [first, second] = placeLabels([crowd, crowd], { ...space, rows: 1 });
    expect(first?.filter((label) => label !== null)).not.toEqual([]);
    expect(second?.filter((label) => label !== null)).toEqual([]);
  });

  it("never cover each other, a tick of a higher row, or the edge", () => {
    const wishes = fc.array(
      fc.tuple(fc.double({ min: 0, max: 320, noNaN: true }), fc.stringMatching(/^[a-z0-9 ]{1,16}$/)),
      {
        maxLength: 3,
      },
    );
    fc.assert(
      fc.property(fc.array(wishes, { maxLength: 3 }), (groups) => {
        const made = groups.map((group) => group.map(([tickX, text]) => wish(tickX, text)));
        const labels = placeLabels(made, space)
          .flat()
          .filter((label) => label !== null);
        for (const [index, label] of labels.entries()) {
          const [left, right] = room(label);
          expect(left).toBeGreaterThanOrEqual(0);
          expect(right).toBeLessThanOrEqual(320);
          for (const other of labels.slice(index + 1)) {
            const [otherLeft, otherRight] = room(other);
            if (other.row === label.row) expect(right <= otherLeft || otherRight <= left).toBe(true);
            const lower = other.row < label.row ? other : label;
            const higher = lower === other ? label : other;
            const [low, high] = room(lower);
            if (lower.row < higher.row) expect(higher.tickX <= low || higher.tickX >= high).toBe(true);
          }
        }
      }),
    );
  });
});

describe("the width of a text", () => {
  it("grows with every character, and is 0 without any", () => {
    expect(textWidth("")).toBe(0);
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(textWidth(`${text}a`)).toBeGreaterThan(textWidth(text));
      }),
    );
  });

  // What Chromium measures at 12 px in Inter; DejaVu Sans, the widest usual fallback, has 34.6, 80.8 and 141.3.
  it.each([
    ["00:15", 30.6],
    ["normal range", 75.2],
    ["Reports per 15 minutes", 129.7],
  ])("of %s is at least that in Inter, and at most a quarter more", (text, width) => {
    expect(textWidth(text)).toBeGreaterThanOrEqual(width);
    expect(textWidth(text)).toBeLessThanOrEqual(1.25 * width);
  });
});
