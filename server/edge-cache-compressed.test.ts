import { createHash } from "node:crypto";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { answer, CONTROL, setUp } from "#server/testing/edge-origin.ts";

describe("the edge cache and encodings", () => {
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
