import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { packed } from "#lib/incidents/packed.ts";

describe("an array of numbers as one text", () => {
  it.each([
    ["{}", []],
    ["{7}", [7]],
    ["{1,-2,0.1,1e-07,1.5e+20}", [1, -2, 0.1, 1e-7, 1.5e20]],
  ])("%s", (text, values) => {
    expect(packed.parse(text)).toEqual(values);
  });

  it.each(["{NULL}", "{1,}", "{a}", "{NaN}"])("%s is refused", (text) => {
    expect(() => packed.parse(text)).toThrow();
  });

  it("holds every double to the last bit", () => {
    fc.assert(
      fc.property(fc.array(fc.double({ noNaN: true, noDefaultInfinity: true })), (values) => {
        expect(packed.parse(`{${values.join(",")}}`)).toEqual(values.map((value) => (value === 0 ? 0 : value)));
      }),
    );
  });
});
