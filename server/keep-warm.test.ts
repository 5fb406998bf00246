import { describe, expect, it, vi } from "vitest";
import { keepWarm, pagesOfEachKind, targetsOf } from "#server/keep-warm.ts";

const read = vi.hoisted(() => ({ home: vi.fn(), catalog: vi.fn() }));
vi.mock("#lib/live/read-home.ts", () => ({ readHome: read.home }));
vi.mock("#lib/catalog/read-catalog.ts", () => ({ readCatalog: read.catalog }));

const HOME = { failing: [{ slug: "chatgpt" }], possible: [], unconfirmed: [{ slug: "x" }] };

describe("what is kept at hand", () => {
  it("is home, and page, embed and figures of each service that is not normal", () => {
    expect(targetsOf(HOME)).toEqual([
      "/",
      "/api/v1/home",
      "/status/chatgpt",
      "/embed/chatgpt",
      "/api/v1/services/chatgpt",
      "/status/x",
      "/embed/x",
      "/api/v1/services/x",
    ]);
  });

  it("is asked for again and again, also after the database was away, until the front ends", async () => {
    const stop = new AbortController();
    const asked: (readonly string[])[] = [];
    const signals = new Set<AbortSignal | undefined>();
    const front = {
      warm: async (targets: readonly string[], told?: AbortSignal) => {
        asked.push(targets);
        signals.add(told);
      },
    };
    read.home.mockRejectedValueOnce(new Error("away")).mockResolvedValue(HOME);
    const ended = keepWarm(front, stop.signal, 1);
    await vi.waitFor(() => expect(asked.length).toBeGreaterThanOrEqual(2));
    stop.abort();
    await expect(ended).resolves.toBeUndefined();
    expect(asked[0]).toEqual(targetsOf(HOME));
    expect([...signals]).toEqual([stop.signal]);
  });
});

describe("what is made before the first visitor asks", () => {
  it("is a page of each kind", async () => {
    read.catalog.mockResolvedValueOnce({ services: [{ slug: "adobe" }, { slug: "x" }] });
    expect(await pagesOfEachKind()).toEqual(["/", "/incidents", "/search", "/status/adobe"]);
  });

  it("leaves out what only the database knows while it is away: the front starts all the same", async () => {
    read.catalog.mockRejectedValueOnce(new Error("away"));
    expect(await pagesOfEachKind()).toEqual(["/", "/incidents", "/search"]);
  });
});
