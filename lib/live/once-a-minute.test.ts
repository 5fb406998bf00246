import { describe, expect, it } from "vitest";
import { asMinute } from "#lib/buckets/minute.ts";
import { OnceAMinute } from "#lib/live/once-a-minute.ts";

const NOON = asMinute(720);

/** A maker that counts how often it was asked. */
function counting() {
  let made = 0;
  return { make: async () => (made += 1), made: () => made };
}

describe("what is made once a minute", () => {
  it("is made once by all who ask at once, and again in the next minute", async () => {
    const { make } = counting();
    const memory = new OnceAMinute<number>(10);
    const values = await Promise.all([memory.get("a", NOON, make), memory.get("a", NOON, make)]);
    expect(values).toEqual([1, 1]);
    expect(await memory.get("a", asMinute(NOON + 1), make)).toBe(2);
  });

  it("is made for each key", async () => {
    const { make, made } = counting();
    const memory = new OnceAMinute<number>(10);
    await Promise.all(["a", "b", "a"].map((key) => memory.get(key, NOON, make)));
    expect(made()).toBe(2);
  });

  it("is tried again after a failure", async () => {
    const memory = new OnceAMinute<number>(10);
    await expect(memory.get("a", NOON, () => Promise.reject(new Error("away")))).rejects.toThrow("away");
    expect(await memory.get("a", NOON, async () => 5)).toBe(5);
  });

  it("keeps no more than it may", async () => {
    const { make } = counting();
    const memory = new OnceAMinute<number>(2);
    for (const key of ["a", "b", "c"]) await memory.get(key, NOON, make);
    expect(await memory.get("c", NOON, make)).toBe(3);
    expect(await memory.get("a", NOON, make)).toBe(4);
  });
});
