import { describe, expect, it } from "vitest";
import { chooseEncoding } from "#server/content-encoding.ts";

describe("the encoding", () => {
  it.each([
    ["gzip, deflate, br", "br"],
    ["gzip;q=1.0, br;q=0", "gzip"],
    ["BR", "br"],
    ["deflate", "identity"],
    [undefined, "identity"],
  ])("for %s is %s", (header, encoding) => {
    expect(chooseEncoding(header)).toBe(encoding);
  });
});
