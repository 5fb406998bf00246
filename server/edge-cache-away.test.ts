import { describe, expect, it, onTestFinished, vi } from "vitest";
import { type Answer, EdgeCache } from "#server/edge-cache.ts";
import { TooManyReads } from "#server/read-limit.ts";
import { answer, setUp } from "#server/testing/edge-origin.ts";

describe("the edge cache while its origin fails or hangs", () => {
  it.each([
    ["throws", () => Promise.reject(new Error("no database"))],
    ["answers 500", () => Promise.resolve(answer("sorry", {}, 500))],
    ["answers 503", () => Promise.resolve(answer("sorry", {}, 503))],
  ])("serves the old answer with its age when the origin %s", async (_, next) => {
    const { state, ask, text } = setUp();
    await text();
    state.next = next;
    state.now = 60_000;
    expect(await ask()).toMatchObject({ status: 200, stale: "failed", ageSeconds: 60 });
    state.next = () => Promise.resolve(answer("back"));
    expect(await text()).toBe("back");
  });

  it("serves the old answer after a second while the origin hangs, and the new one when it has come", async () => {
    vi.useFakeTimers();
    onTestFinished(() => void vi.useRealTimers());
    const { state, ask, text } = setUp();
    await text();
    const late = Promise.withResolvers<Answer>();
    state.next = () => late.promise;
    state.now = 60_000;
    const asked = ask();
    await vi.advanceTimersByTimeAsync(1_000);
    expect(await asked).toMatchObject({ status: 200, stale: "late", ageSeconds: 60 });
    late.resolve(answer("late but new"));
    await vi.advanceTimersByTimeAsync(0);
    expect(await text()).toBe("late but new");
    expect(vi.getTimerCount()).toBe(0);
  });

  it.each([
    ["failed", () => Promise.reject(new Error("no database"))],
    ["failed", () => Promise.resolve(answer("sorry", {}, 503))],
    ["late", () => Promise.reject(new TooManyReads(1_000))],
  ])("says of an origin that hangs that it %s, by how it ended the time before", async (said, before) => {
    vi.useFakeTimers();
    onTestFinished(() => void vi.useRealTimers());
    const { state, ask, text } = setUp();
    await text();
    state.next = before;
    state.now = 60_000;
    expect((await ask()).stale, "to who asked then").toBe("failed");
    const late = Promise.withResolvers<Answer>();
    state.next = () => late.promise;
    const asked = ask();
    await vi.advanceTimersByTimeAsync(1_000);
    expect((await asked).stale).toBe(said);
    late.resolve(answer("new"));
    await vi.advanceTimersByTimeAsync(0);
    state.now = 120_000;
    state.next = () => Promise.withResolvers<Answer>().promise;
    const again = ask();
    await vi.advanceTimersByTimeAsync(1_000);
    expect((await again).stale, "after one that was made").toBe("late");
  });

  it("says within the same minute that what was late has failed", async () => {
    vi.useFakeTimers();
    onTestFinished(() => void vi.useRealTimers());
    const { state, ask, text } = setUp(1_000_000, (old, _, why) => ({ ...old, body: Buffer.from(why) }));
    await text();
    state.now = 60_000;
    const late = Promise.withResolvers<Answer>();
    state.next = () => late.promise;
    const asked = ask();
    await vi.advanceTimersByTimeAsync(1_000);
    late.reject(new Error("no database"));
    state.next = () => late.promise;
    expect([String((await asked).body), await text()]).toEqual(["late", "failed"]);
  });

  it("does not serve it beyond stale-if-error", async () => {
    const { state, ask, text } = setUp();
    await text();
    state.next = () => Promise.reject(new Error("no database"));
    state.now = 102_001;
    await expect(ask()).rejects.toThrow("no database");
  });

  it("writes the age into what is stale, once a minute, and takes it out when the origin is back", async () => {
    const ages: number[] = [];
    const state = { now: 0, fails: false };
    const markStale = (old: Answer, ageMinutes: number): Answer => {
      ages.push(ageMinutes);
      return { ...old, body: Buffer.from(`${old.body.toString()}, ${ageMinutes} minutes old`) };
    };
    const cache = new EdgeCache({ maxBytes: 1_000_000, nowMs: () => state.now, markStale });
    const page = answer("page", { "cache-control": "s-maxage=2, stale-if-error=86400", "content-type": "text/html" });
    const ask = () =>
      cache.get("/", "identity", () => (state.fails ? Promise.reject(new Error("away")) : Promise.resolve(page)));
    const fresh = await ask();
    state.fails = true;
    const seen: (readonly [string, string])[] = [];
    for (const minutes of [5, 5.5, 6]) {
      state.now = minutes * 60_000;
      const { body, etag } = await ask();
      seen.push([body.toString(), etag]);
    }
    expect(seen.map(([text]) => text)).toEqual(["page, 5 minutes old", "page, 5 minutes old", "page, 6 minutes old"]);
    expect(new Set([fresh.etag, ...seen.map(([, etag]) => etag)]).size).toBe(3);
    expect(ages).toEqual([5, 6]);
    state.fails = false;
    expect((await ask()).body.toString()).toBe("page");
  });
});
