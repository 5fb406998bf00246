import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { asMinute } from "#lib/buckets/minute.ts";
import {
  decodeIncidentCursor,
  decodeServiceCursor,
  encodeIncidentCursor,
  encodeServiceCursor,
} from "#lib/live/cursor.ts";

const base64url = (text: string) => Buffer.from(text).toString("base64url");

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

  // The same value in other words: blanks, a number or a letter written otherwise, padding, other letters of base64, spare bits.
  it.each([
    ...['[ 1, "a" ]', '[1.0,"a"]', '[1e0,"a"]', '[1,"\\u0061"]', '["\\u0061"]', '["a"] '].map(base64url),
    `${base64url('["a"]')}=`,
    "WzEsImEiXR",
    "WyJhIl1",
    ` ${base64url('["a"]')}`,
  ])("is none when it is written in another way: %s", (text) => {
    expect(JSON.parse(Buffer.from(text, "base64url").toString())).toContain("a");
    expect(decodeIncidentCursor(text)).toBeNull();
    expect(decodeServiceCursor(text)).toBeNull();
  });

  it("is none for any text that was not made as one", () => {
    const near = fc.tuple(fc.nat(3), fc.stringMatching(/^[aA.-]{1,2}$/)).chain(([opened, id]) => {
      const made = fc.constantFrom(encodeIncidentCursor({ opened: asMinute(opened), id }), encodeServiceCursor(id));
      return fc.tuple(made, fc.stringMatching(/^[AQ=_ ]?$/)).map((parts) => parts.join(""));
    });
    fc.assert(
      fc.property(fc.oneof(near, fc.string({ maxLength: 80 })), (text) => {
        const [incident, slug] = [decodeIncidentCursor(text), decodeServiceCursor(text)];
        const made = [incident && encodeIncidentCursor(incident), slug && encodeServiceCursor(slug), text];
        expect(made.find((each) => each !== null)).toBe(text);
      }),
    );
  });
});
