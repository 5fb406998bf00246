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
    const asked: string[] = [];
    const wanted = targetsOf(HOME);
    const front = {
      warm: async (targets: readonly string[]) => void asked.push(...targets),
    };
    read.home.mockRejectedValueOnce(new Error("away")).mockResolvedValue(HOME);
    const ended = keepWarm(front, stop.signal, 1);
    await vi.waitFor(() => expect(asked.length).toBeGreaterThanOrEqual(2 * wanted.length));
    stop.abort();
    await expect(ended).resolves.toBeUndefined();
    expect(asked.slice(0, 2 * wanted.length)).toEqual([...wanted, ...wanted]);
  });
});

describe("what is kept at hand of hundreds of services", () => {
  it("is asked for with pauses four times as long as the answers took: reports come first", async () => {
    const stop = new AbortController();
    const slugs = ["a", "b", "c"].map((slug) => ({ slug }));
    read.home.mockResolvedValue({ failing: slugs, possible: [], unconfirmed: [] });
    const answers: { readonly from: number; readonly to: number }[] = [];
    const front = {
      warm: async () => {
        const from = performance.now();
        await new Promise((resolve) => setTimeout(resolve, 10));
        answers.push({ from, to: performance.now() });
      },
    };
    const ended = keepWarm(front, stop.signal, 60_000);
    await vi.waitFor(() => expect(answers.length).toBeGreaterThanOrEqual(5));
    stop.abort();
    await ended;
    for (const [i, { from, to }] of answers.slice(0, 4).entries()) {
      // Timers know whole milliseconds only.
      expect((answers[i + 1]?.from ?? 0) - to).toBeGreaterThanOrEqual(4 * (to - from) - 2);
    }
  });
});

it("what is kept at hand is left when the front is told to end: in a large outage there are hundreds", async () => {
  const stop = new AbortController();
  read.home.mockResolvedValue(HOME);
  let made = 0;
  const warm = async () => {
    made += 1;
    stop.abort();
  };
  await keepWarm({ warm }, stop.signal, 1_000);
  expect(made).toBe(1);
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
