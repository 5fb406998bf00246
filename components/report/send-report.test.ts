import { afterEach, describe, expect, it, vi } from "vitest";
import { randomKey, sendReport, sleepOrOnline } from "#components/report/send-report.ts";

const REPORT = { service: "chatgpt", kind: "problem", problem: "login" } as const;
const KEY = "0f3c1f4e-7b7e-4f57-9c3e-1a2b3c4d5e6f";

afterEach(() => vi.unstubAllGlobals());

function answerWith(answer: () => Promise<Response>) {
  const fetch = vi.fn((_: string, _options: RequestInit) => answer());
  vi.stubGlobal("fetch", fetch);
  return fetch;
}

describe("sending a report", () => {
  it("posts it as JSON under its key", async () => {
    const fetch = answerWith(async () => Response.json({ disposition: "counted", reports15: 5 }, { status: 202 }));
    expect(await sendReport(REPORT, KEY)).toEqual({ outcome: "received", repeat: false, reports15: 5 });
    const [path, options] = fetch.mock.calls[0] ?? [];
    expect(path).toBe("/api/v1/reports");
    expect(options).toMatchObject({
      method: "POST",
      headers: { "idempotency-key": KEY },
      body: JSON.stringify(REPORT),
    });
  });

  it("asks for another attempt when the network fails", async () => {
    answerWith(() => Promise.reject(new TypeError("Failed to fetch")));
    expect(await sendReport(REPORT, KEY)).toEqual({ outcome: "retry", afterMs: 0 });
  });

  it("hands on how long the server wants to be left alone", async () => {
    answerWith(async () => new Response("busy", { status: 503, headers: { "retry-after": "3" } }));
    expect(await sendReport(REPORT, KEY)).toEqual({ outcome: "retry", afterMs: 3_000 });
  });
});

describe("the key of a report", () => {
  it("is a random UUID, without crypto.randomUUID", () => {
    const keys = Array.from({ length: 50 }, randomKey);
    for (const key of keys)
      expect(key).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(new Set(keys).size).toBe(50);
  });
});

describe("waiting for the next attempt", () => {
  it("ends early when the network is back", async () => {
    const target = new EventTarget();
    vi.stubGlobal("addEventListener", target.addEventListener.bind(target));
    vi.stubGlobal("removeEventListener", target.removeEventListener.bind(target));
    const waiting = sleepOrOnline(1_000_000);
    target.dispatchEvent(new Event("online"));
    await expect(waiting).resolves.toBeUndefined();
  });
});
