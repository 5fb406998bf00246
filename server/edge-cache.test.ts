import { describe, expect, it } from "vitest";
import { answer, CONTROL, setUp } from "#server/testing/edge-origin.ts";

describe("the edge cache", () => {
  it("asks the origin once while an answer is fresh", async () => {
    const { state, text } = setUp();
    expect([await text(), await text()]).toEqual(["version 1", "version 1"]);
    state.now = 1_999;
    expect(await text()).toBe("version 1");
    expect(state.asked).toBe(1);
  });

  it("says of an answer that it is stale only when the origin fails: not of a fresh one, nor while it asks for the next", async () => {
    const { state, ask } = setUp();
    const said: unknown[] = [];
    for (const now of [0, 1_000, 3_000]) {
      state.now = now;
      said.push((await ask()).stale);
    }
    expect(said).toEqual([null, null, null]);
  });

  it("asks once however many wait for the same address", async () => {
    const { state, text } = setUp();
    expect(new Set(await Promise.all(Array.from({ length: 50 }, () => text())))).toEqual(new Set(["version 1"]));
    expect(state.asked).toBe(1);
  });

  it("has an answer at hand as long as it serves it without waiting", async () => {
    const { cache, state, text } = setUp();
    expect(cache.isAtHand("/")).toBe(false);
    await text();
    const atHand = [0, 1_999, 11_999, 12_000].map((now) => {
      state.now = now;
      return cache.isAtHand("/");
    });
    expect([...atHand, cache.isAtHand("/other")]).toEqual([true, true, true, false, false]);
  });

  it("serves what is stale at once and refreshes behind it", async () => {
    const { state, text } = setUp();
    await text();
    state.now = 3_000;
    expect(await text()).toBe("version 1");
    await Promise.resolve();
    expect(await text()).toBe("version 2");
    expect(state.asked).toBe(2);
  });

  it("waits for a new answer when the old one is older than it may be", async () => {
    const { state, text } = setUp();
    await text();
    state.now = 13_000;
    expect(await text()).toBe("version 2");
  });

  it("passes a failure on when nothing is stored, and never stores it", async () => {
    const { state, ask } = setUp();
    state.next = () => Promise.resolve(answer("sorry", { "cache-control": CONTROL }, 500));
    expect((await ask()).status).toBe(500);
    await ask();
    expect(state.asked).toBe(2);
  });

  it.each(["no-store", "No-Store, max-age=60", "private, max-age=60", "no-cache", "", "max-age=x"])(
    "does not store an answer with cache-control '%s'",
    async (control) => {
      const { state, ask } = setUp();
      state.next = () => Promise.resolve(answer("mine", { "cache-control": control }));
      await ask();
      await ask();
      expect(state.asked).toBe(2);
    },
  );

  it("is bounded in bytes and forgets what was not asked for longest", async () => {
    const { cache, state, text } = setUp(10_000);
    state.next = () => Promise.resolve(answer("x".repeat(2_000)));
    for (const key of ["/a", "/b", "/c"]) await text(key);
    await text("/a");
    await text("/d");
    expect(cache.bytes).toBeLessThanOrEqual(10_000);
    const before = state.asked;
    await text("/a");
    expect(state.asked).toBe(before);
    await text("/b");
    expect(state.asked).toBe(before + 1);
  });

  it("keeps no more than some addresses at which nothing is, and what has come there for good", async () => {
    const { cache, state, text } = setUp(10_000_000);
    const control = { "cache-control": CONTROL };
    state.next = () => Promise.resolve(answer("found", control));
    await text("/page");
    state.next = () => Promise.resolve(answer("nothing", control, 404));
    await text("/made-later");
    const bytes = cache.bytes;
    state.now = 3_000;
    state.next = () => Promise.resolve(answer("made", control));
    await text("/made-later");
    state.next = () => Promise.resolve(answer("nothing", control, 404));
    for (let i = 0; i < 2_000; i += 1) await text(`/nothing/${i}`);
    expect(cache.bytes).toBeLessThan(bytes * 300);
    expect(["/page", "/made-later", "/nothing/1999", "/nothing/0"].map((key) => cache.isAtHand(key))).toEqual([
      true,
      true,
      true,
      false,
    ]);
  });
});
