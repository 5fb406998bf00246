import { createHash } from "node:crypto";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { chooseEncoding } from "#server/content-encoding.ts";
import { type Answer, EdgeCache, type EdgeCacheOptions } from "#server/edge-cache.ts";
import { TooManyReads } from "#server/read-limit.ts";

const CONTROL = "public, s-maxage=2, stale-while-revalidate=10, stale-if-error=100";
const answer = (
  text: string,
  headers: Record<string, string> = { "cache-control": CONTROL, "content-type": "text/html" },
  status = 200,
): Answer => ({ status, headers, body: Buffer.from(text) });

/** A cache with a clock in the test's hands and an origin that counts. */
function setUp(maxBytes = 1_000_000, markStale: EdgeCacheOptions["markStale"] = (old) => old) {
  const state = { now: 0, asked: 0, next: (): Promise<Answer> => Promise.resolve(answer(`version ${state.asked}`)) };
  const cache = new EdgeCache({ maxBytes, nowMs: () => state.now, markStale });
  const ask = (key = "/") =>
    cache.get(key, "identity", () => {
      state.asked += 1;
      return state.next();
    });
  const text = async (key?: string) => (await ask(key)).body.toString();
  return { cache, state, ask, text };
}

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

  it("compresses once, and decompresses to the same", async () => {
    const { cache, state } = setUp();
    const digests = Array.from({ length: 100 }, (_, i) => createHash("sha256").update(`${i}`).digest("hex"));
    state.next = () => Promise.resolve(answer(digests.join("")));
    const served = await Promise.all(
      (["br", "gzip", "identity"] as const).map((encoding) => cache.get("/", encoding, state.next)),
    );
    const [br, gz, plain] = served.map((one) => one.body);
    expect([brotliDecompressSync(br ?? ""), gunzipSync(gz ?? "")].map(String)).toEqual([String(plain), String(plain)]);
    expect((await cache.get("/", "br", state.next)).body).toBe(br);
    expect(new Set(served.map((one) => one.etag)).size).toBe(1);
    const bodies = served.reduce((sum, { body }) => sum + body.length, 0);
    expect(cache.bytes, "with the compressed ones").toBeGreaterThanOrEqual(bodies);
  });

  it.each(["text/csv", "application/json", "application/problem+json", "application/atom+xml", "image/svg+xml"])(
    "compresses %s",
    async (type) => {
      const { cache } = setUp();
      const body = answer("data ".repeat(500), { "cache-control": CONTROL, "content-type": `${type}; charset=utf-8` });
      expect((await cache.get("/", "br", () => Promise.resolve(body))).encoding).toBe("br");
    },
  );

  it("compresses once however many ask at the same time", async () => {
    const { cache } = setUp();
    const asked = Array.from({ length: 20 }, () => cache.get("/", "br", async () => answer("word ".repeat(500))));
    expect(new Set((await Promise.all(asked)).map(({ body }) => body)).size).toBe(1);
  });

  it("has the new answer compressed before it takes the old one's place", async () => {
    const { cache, state } = setUp();
    state.next = () => Promise.resolve(answer(`version ${state.asked} `.repeat(500)));
    const ask = (encoding: "br" | "identity") =>
      cache.get("/", encoding, () => {
        state.asked += 1;
        return state.next();
      });
    await ask("br");
    const bytes = cache.bytes;
    state.now = 3_000;
    await ask("br");
    await expect.poll(async () => (await ask("identity")).body.toString()).toContain("version 2");
    expect(cache.bytes).toBe(bytes);
  });

  it("leaves small answers and pictures as they are", async () => {
    const { cache } = setUp();
    expect((await cache.get("/small", "br", async () => answer("small"))).encoding).toBe("identity");
    const png = answer("x".repeat(5_000), { "cache-control": CONTROL, "content-type": "image/png" });
    expect((await cache.get("/png", "br", async () => png)).encoding).toBe("identity");
  });
});

describe("the encoding", () => {
  it.each([
    ["gzip, deflate, br", "br"],
    ["gzip;q=1.0, br;q=0", "gzip"],
    ["BR", "br"],
    ["deflate", "identity"],
    [undefined, "identity"],
  ])("for %s is %s", (header, encoding) => {
    expect(chooseEncoding(header)).toBe(encoding);
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
