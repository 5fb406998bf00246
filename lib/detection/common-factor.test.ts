import { describe, expect, it } from "vitest";
import { commonFactor } from "#lib/detection/common-factor.ts";

const services = (count: number, observed: number, expected: number) =>
  Array.from({ length: count }, () => ({ observed, expected }));

describe("the common factor", () => {
  it.each([
    ["all rise by half", services(20, 15, 10), 1.5],
    ["all are quieter than usual: no service is excused by that", services(20, 5, 10), 1],
    [
      "one outage among many quiet services changes nothing",
      [...services(20, 10, 10), { observed: 900, expected: 10 }],
      1,
    ],
    ["too few services tell nothing", services(7, 30, 10), 1],
    ["services that expect nearly nothing do not count", services(50, 5, 1), 1],
    ["a hundredfold rise of everything is bounded", services(20, 1_000, 10), 3],
    ["no services", [], 1],
  ])("%s", (_, given, factor) => {
    expect(commonFactor(given)).toBe(factor);
  });
});
