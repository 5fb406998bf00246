import { describe, expect, it } from "vitest";
import { type MovingRow, newInFrame, rowInFrame } from "#components/live/moving-row.ts";
import { asMinute } from "#lib/buckets/minute.ts";
import type { HomeFrame } from "#lib/live/live-frame.ts";

const SINCE = asMinute(29_000_000);
const row = (slug: string, state: MovingRow["state"], reports15: number): MovingRow => ({
  slug,
  state,
  since: SINCE,
  reports15,
  expected15: 12,
});

function frameOf(...rows: MovingRow[]): HomeFrame {
  const services = rows.map((one) => ({ ...one, name: one.slug, category: "ai", incidentId: null }));
  return { asOf: 0, mode: "live", services };
}

describe("a row after a frame", () => {
  const chatgpt = row("chatgpt", "possible", 90);

  it("is the server's before the first frame", () => {
    expect(rowInFrame(chatgpt, null)).toEqual(chatgpt);
  });

  it("takes state and count of the frame", () => {
    const frame = frameOf(row("chatgpt", "outage", 940));
    expect(rowInFrame(chatgpt, frame)).toMatchObject({ state: "outage", reports15: 940 });
  });

  it("is normal, with an unknown count, when the frame has it no more", () => {
    expect(rowInFrame(chatgpt, frameOf())).toEqual({ state: "normal", since: null, expected15: 12, reports15: null });
  });

  it("stays as it is where it was normal: a frame does not tell of those", () => {
    const netflix = row("netflix", "normal", 3);
    expect(rowInFrame(netflix, frameOf())).toEqual(netflix);
  });
});

describe("services that are new in a frame", () => {
  it("are those that the page does not show yet, in the frame's order", () => {
    const frame = frameOf(row("x", "outage", 50), row("chatgpt", "outage", 40), row("steam", "possible", 9));
    expect(newInFrame(["chatgpt"], frame).map((service) => service.slug)).toEqual(["x", "steam"]);
    expect(newInFrame([], null)).toEqual([]);
  });
});
