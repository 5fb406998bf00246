import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { ShortMemory } from "#server/routes/short-memory.ts";

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

describe("a short memory", () => {
  it("makes a value once for all who ask within its time", async () => {
    const memory = new ShortMemory<number>(2_000, 10);
    const make = vi.fn(async () => 7);
    expect(await Promise.all([memory.get("a", make), memory.get("a", make)])).toEqual([7, 7]);
    vi.advanceTimersByTime(1_999);
    await memory.get("a", make);
    expect(make).toHaveBeenCalledTimes(1);
  });

  it("makes it again afterwards", async () => {
    const memory = new ShortMemory<number>(2_000, 10);
    const make = vi.fn(async () => 7);
    await memory.get("a", make);
    vi.advanceTimersByTime(2_000);
    await memory.get("a", make);
    expect(make).toHaveBeenCalledTimes(2);
  });

  it("does not keep a failure", async () => {
    const memory = new ShortMemory<number>(2_000, 10);
    await expect(memory.get("a", () => Promise.reject(new Error("away")))).rejects.toThrow("away");
    expect(await memory.get("a", async () => 8)).toBe(8);
  });

  it("forgets the oldest when it is full", async () => {
    const memory = new ShortMemory<string>(2_000, 2);
    const make = vi.fn(async () => "value");
    for (const key of ["a", "b", "c"]) await memory.get(key, make);
    await memory.get("c", make);
    expect(make).toHaveBeenCalledTimes(3);
    await memory.get("a", make);
    expect(make).toHaveBeenCalledTimes(4);
  });
});
