import { createHmac } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { hmacHex, hmacKey } from "#lib/reports/hmac.ts";
import { anyText } from "#server/testing/any-text.ts";

/** Around the longest that is hashed where it lies, of one byte a character or several. */
const long = fc
  .tuple(anyText({ minLength: 1 }), fc.integer({ min: 10, max: 400 }))
  .map(([text, times]) => text.repeat(times));

describe("the HMAC of pseudonyms", () => {
  it("is what Node's own HMAC says, for every secret and message", () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 64 }),
        fc.array(fc.oneof(anyText(), long), { maxLength: 5 }),
        (secret, messages) => {
          const key = hmacKey(secret);
          for (const message of messages)
            expect(hmacHex(key, message)).toBe(createHmac("sha256", secret).update(message).digest("hex"));
        },
      ),
    );
  });

  it.each([
    ["as long as fits", "x".repeat(341)],
    ["one longer", "x".repeat(342)],
    ["of three bytes each", "€".repeat(341)],
    ["a lone surrogate", "\ud800"],
  ])("agrees with Node's on a message %s", (_, message) => {
    const secret = new Uint8Array(32).fill(7);
    expect(hmacHex(hmacKey(secret), message)).toBe(createHmac("sha256", secret).update(message).digest("hex"));
  });

  it("agrees with test case 2 of RFC 4231", () => {
    expect(hmacHex(hmacKey(Buffer.from("Jefe")), "what do ya want for nothing?")).toBe(
      "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
    );
  });

  it("refuses a secret longer than a block", () => {
    expect(() => hmacKey(new Uint8Array(65))).toThrow(RangeError);
  });
});
