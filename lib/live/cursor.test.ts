import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { asMinute } from "#lib/buckets/minute.ts";
import {
  decodeIncidentCursor,
  decodeServiceCursor,
  encodeIncidentCursor,
  encodeServiceCursor,
} from "#lib/live/cursor.ts";

describe("a cursor", () => {
  it("comes back as it went, as one word of a URL", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2_147_483_647 }), fc.stringMatching(/^[a-z0-9-]{1,60}$/), (minute, key) => {
        const cursor = { opened: asMinute(minute), id: key };
        const text = encodeIncidentCursor(cursor);
        expect(encodeURIComponent(text)).toBe(text);
        expect(decodeIncidentCursor(text)).toEqual(cursor);
        expect(decodeServiceCursor(encodeServiceCursor(key))).toBe(key);
      }),
    );
  });

  it("of another list is none", () => {
    expect(decodeServiceCursor(encodeIncidentCursor({ opened: asMinute(1), id: "a" }))).toBeNull();
    expect(decodeIncidentCursor(encodeServiceCursor("a"))).toBeNull();
  });

  it.each([
    "",
    "%",
    "e30",
    "W10",
    "WzFd",
    "W251bGxd",
    "WzEsMV0",
    "a".repeat(300),
    "WzJlMTAsImEiXQ",
    "WzEuNSwiYSJd",
    "WyJBIl0",
    // [1,"a\u0000"]: no text that PostgreSQL takes.
    "WzEsImFcdTAwMDAiXQ",
  ])("%s is none, and no error", (text) => {
    expect(decodeIncidentCursor(text)).toBeNull();
    expect(decodeServiceCursor(text)).toBeNull();
  });

  it("is none for any text that was not made as one", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 80 }), (text) => {
        const decoded = decodeServiceCursor(text);
        if (decoded !== null) expect(encodeServiceCursor(decoded)).toBe(text);
      }),
    );
  });
});
