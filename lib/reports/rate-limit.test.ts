import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { RateLimiter } from "#lib/reports/rate-limit.ts";

const limit = { burst: 3, intervalMs: 1_000, maxEntries: 100 };

describe("the limiter", () => {
  it("lets a burst through, then one per interval", () => {
    const limiter = new RateLimiter(limit);
    const allowed = [0, 0, 0, 0, 999, 1_000, 1_500, 2_000].map((now) => limiter.take("a", now).allowed);
    expect(allowed).toEqual([true, true, true, false, false, true, false, true]);
  });

  it("says when to come back", () => {
    const limiter = new RateLimiter({ ...limit, burst: 1 });
    limiter.take("a", 0);
    expect(limiter.take("a", 400)).toEqual({ allowed: false, remaining: 0, retryAfterMs: 600 });
  });

  it("says when to come back after a burst: when the first interval is over", () => {
    const limiter = new RateLimiter(limit);
    expect(limiter.take("a", 0).retryAfterMs).toBe(0);
    for (const now of [0, 0]) limiter.take("a", now);
    expect(limiter.take("a", 400)).toEqual({ allowed: false, remaining: 0, retryAfterMs: 600 });
  });

  it("counts one request as several", () => {
    const limiter = new RateLimiter(limit);
    const decisions = [limiter.take("a", 0, 2), limiter.take("a", 0, 2), limiter.take("a", 0), limiter.take("a", 0)];
    expect(decisions.map(({ allowed }) => allowed)).toEqual([true, false, true, false]);
    expect(decisions[1]?.retryAfterMs).toBe(1_000);
    expect(limiter.take("a", 1_999, 2).allowed).toBe(false);
    expect(limiter.take("a", 2_000, 2).allowed).toBe(true);
  });

  it("counts down what remains", () => {
    const limiter = new RateLimiter(limit);
    expect([0, 0, 0].map((now) => limiter.take("a", now).remaining)).toEqual([2, 1, 0]);
  });

  it("counts what remains in whole requests", () => {
    const limiter = new RateLimiter(limit);
    for (const now of [0, 0]) limiter.take("a", now);
    expect([0, 999, 1_000].map((now) => limiter.look("a", now).remaining)).toEqual([0, 0, 1]);
  });

  it("remembers nothing of a look", () => {
    const limiter = new RateLimiter({ ...limit, burst: 1 });
    const looks = [limiter.look("a", 0), limiter.look("a", 0)].map(({ allowed }) => allowed);
    expect([...looks, limiter.take("a", 0).allowed, limiter.look("a", 0).allowed]).toEqual([true, true, true, false]);
  });

  it("holds keys apart", () => {
    const limiter = new RateLimiter({ ...limit, burst: 1 });
    expect(limiter.take("a", 0).allowed && limiter.take("b", 0).allowed).toBe(true);
  });

  it("never holds more entries than it may", () => {
    const limiter = new RateLimiter(limit);
    for (let index = 0; index < 1_000; index += 1) limiter.take(`key ${index}`, index);
    expect(limiter.size).toBe(limit.maxEntries);
  });

  it("never allows more than burst + time / interval", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(700), { maxLength: 200 }), (pauses) => {
        const limiter = new RateLimiter(limit);
        let now = 0;
        let allowed = 0;
        for (const pause of pauses) {
          now += pause;
          if (limiter.take("a", now).allowed) allowed += 1;
        }
        expect(allowed).toBeLessThanOrEqual(limit.burst + now / limit.intervalMs);
      }),
    );
  });
});
