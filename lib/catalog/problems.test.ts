import { describe, expect, it } from "vitest";
import { isProblemKey, PROBLEM_KEYS, problemLabel, withOther } from "#lib/catalog/problems.ts";

describe("problems", () => {
  it("have keys that an address and a CSV column can hold", () => {
    for (const key of PROBLEM_KEYS) expect(key).toMatch(/^[a-z]+(-[a-z]+)*$/);
  });

  it("have a label each, and no label twice", () => {
    const labels = PROBLEM_KEYS.map(problemLabel);
    expect(new Set(labels).size).toBe(PROBLEM_KEYS.length);
    for (const label of labels) expect(label).toMatch(/^[A-Z]/);
  });

  it.each([
    ["login", "Log in"],
    ["no-signal", "No signal"],
    ["other", "Something else"],
    ["a-key-of-an-older-version", "a-key-of-an-older-version"],
    ["toString", "toString"],
  ])("shows %s as %s", (key, label) => {
    expect(problemLabel(key)).toBe(label);
  });

  it("does not take an inherited property for a problem", () => {
    expect(isProblemKey("login")).toBe(true);
    expect(isProblemKey("constructor")).toBe(false);
  });

  it("end with something else", () => {
    expect(withOther(["app", "login"])).toEqual(["app", "login", "other"]);
  });
});
