import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isDiverse, measureDiversity } from "#lib/detection/diversity.ts";
import { evenSources, sourcesOf } from "#lib/detection/testing/sources.ts";

const even = (sources: number) => Object.fromEntries(Array.from({ length: sources }, (_, i) => [`AS${i}`, 10]));

describe("diversity", () => {
  it.each([
    ["nobody", {}, 0, 0],
    ["one source", { AS1: 50 }, 1, 1],
    ["four equal sources", even(4), 4, 4],
    ["one loud among three quiet", { AS1: 97, AS2: 1, AS3: 1, AS4: 1 }, 4, 1.183],
    ["a source with nothing left", { AS1: 5, AS2: 5, AS3: 0 }, 2, 2],
  ])("of %s", (_, counts, sources, effective) => {
    const measured = measureDiversity(sourcesOf(counts));
    expect(measured.sources).toBe(sources);
    expect(measured.effective).toBeCloseTo(effective, 3);
  });

  it("is never more than the number of sources", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.nat(1000)), (counts) => {
        const { sources, effective } = measureDiversity(sourcesOf(counts));
        expect(effective).toBeLessThanOrEqual(sources + 1e-9);
      }),
    );
  });

  it.each([
    ["four equal sources are a crowd", even(4), false, true],
    ["three are not", even(3), false, false],
    ["one loud room with some others is not", { AS1: 97, AS2: 1, AS3: 1, AS4: 1 }, false, false],
    ["a country with one large provider is", { AS1: 60, AS2: 20, AS3: 10, AS4: 5, AS5: 5 }, false, true],
    ["reporters of a network share its number", { AS1: 50 }, true, true],
  ])("%s", (_, counts, isNetwork, diverse) => {
    expect(isDiverse(measureDiversity(sourcesOf(counts)), isNetwork, 15)).toBe(diverse);
  });

  it("asks for more of them in the first minutes", () => {
    const few = measureDiversity(evenSources(4, 10));
    expect([1, 3, 5].map((minutes) => isDiverse(few, false, minutes))).toEqual([false, false, true]);
    expect(isDiverse(measureDiversity(evenSources(7, 10)), false, 1)).toBe(true);
  });

  it.each([4, 5, 6, 7, 10, 40])(
    "takes six equal sources for six, whether each has sent %i reports or one",
    (reports) => {
      const six = [1, reports].map((each) => measureDiversity(evenSources(6, each)));
      expect(six.map((diversity) => isDiverse(diversity, false, 1))).toEqual([true, true]);
      expect(isDiverse(measureDiversity(sourcesOf({ AS1: 2, AS2: 1, AS3: 1, AS4: 1, AS5: 1, AS6: 1 })), false, 1)).toBe(
        false,
      );
    },
  );

  it("speaks against nobody when it was not asked", () => {
    expect(isDiverse(null, false, 1)).toBe(true);
  });
});
