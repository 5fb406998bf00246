import { describe, expect, it } from "vitest";
import { CATEGORY_KEYS, categoryName, findCategory, isCategoryKey } from "#lib/catalog/categories.ts";

const CATEGORIES = CATEGORY_KEYS.map(findCategory);

describe("categories", () => {
  it.each(CATEGORIES)("$key offers 3 to 6 different problems and ends with something else", ({ problems }) => {
    expect(problems.length).toBeGreaterThanOrEqual(3);
    expect(problems.length).toBeLessThanOrEqual(6);
    expect(new Set(problems).size).toBe(problems.length);
    expect(problems.indexOf("other")).toBe(problems.length - 1);
  });

  it("have different names, and keys that an address can hold", () => {
    expect(new Set(CATEGORIES.map(({ name }) => name)).size).toBe(CATEGORY_KEYS.length);
    for (const key of CATEGORY_KEYS) expect(key).toMatch(/^[a-z]+(-[a-z]+)*$/);
  });

  it.each([
    ["carriers", "Mobile carriers"],
    ["a-key-of-an-older-version", "a-key-of-an-older-version"],
    ["toString", "toString"],
  ])("show %s as %s", (key, name) => {
    expect(categoryName(key)).toBe(name);
  });

  it("are found by their key", () => {
    expect(findCategory("carriers").name).toBe("Mobile carriers");
    expect(isCategoryKey("carriers")).toBe(true);
    expect(isCategoryKey("toString")).toBe(false);
  });
});
