import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { misspelling } from "#lib/catalog/misspelling.ts";

const word = fc.stringMatching(/^[a-z]{2,12}$/);

describe("misspelling", () => {
  it.each([
    ["google", "google", 0],
    ["goolge", "google", 1],
    ["gogle", "google", 1],
    ["gooogle", "google", 1],
    ["vodaphone", "vodafone", 2],
    ["virgin meda", "virgin media", 1],
    ["", "", 0],
    ["카카오", "카카오", 0],
  ])("%j is %j with %d changes", (query, name, expected) => {
    expect(misspelling(query, name)).toBe(expected);
  });

  it("counts the untyped rest of a name little, and the surplus rest of a query more", () => {
    expect(misspelling("vodafone", "vodafone uk")).toBeCloseTo(0.3);
    expect(misspelling("netflixcom", "netflix")).toBeCloseTo(1.8);
    expect(misspelling("vodaphone", "vodafone uk")).toBeCloseTo(2.3);
    expect(misspelling("fortnight", "fortnite")).toBeCloseTo(2.1);
    expect(misspelling("abc", "")).toBeCloseTo(1.8);
    expect(misspelling("", "abc")).toBeCloseTo(0.3);
  });

  it("prefers one wrong letter in the whole to a right beginning", () => {
    expect(misspelling("gogle", "google")).toBeLessThan(misspelling("gogle", "gog"));
  });

  it("is 0 only for the same text, and never negative", () => {
    fc.assert(
      fc.property(word, word, (query, name) => {
        const cost = misspelling(query, name);
        expect(cost === 0).toBe(query === name);
        expect(cost).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  it("is at most 1 after one swap, one lost letter, or one letter too many", () => {
    fc.assert(
      fc.property(word, fc.nat(), fc.stringMatching(/^[a-z]$/), (name, seed, letter) => {
        const at = seed % (name.length - 1);
        const [head, one, two, tail] = [name.slice(0, at), name.charAt(at), name.charAt(at + 1), name.slice(at + 2)];
        expect(misspelling(`${head}${two}${one}${tail}`, name)).toBeLessThanOrEqual(1);
        expect(misspelling(`${head}${two}${tail}`, name)).toBeLessThanOrEqual(1);
        expect(misspelling(`${head}${letter}${one}${two}${tail}`, name)).toBeLessThanOrEqual(1);
      }),
    );
  });

  it("is never more than changing every letter of the longer one", () => {
    fc.assert(
      fc.property(word, word, (query, name) => misspelling(query, name) <= Math.max(query.length, name.length)),
    );
  });
});
