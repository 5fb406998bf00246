import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { deliverReport } from "#components/report/deliver-report.ts";
import type { Answer } from "#components/report/report-answer.ts";
import { KEEP_MS } from "#components/report/retry-schedule.ts";

const RECEIVED: Answer = { outcome: "received", repeat: false, reports15: 7 };
const RETRY: Answer = { outcome: "retry", afterMs: 0 };

/** A world in which sleeping is instant and moves the clock, and each attempt takes `attemptMs`. */
function world(answers: readonly Answer[], options: { random?: number; attemptMs?: number } = {}) {
  const { random = 0.5, attemptMs = 0 } = options;
  const seen = { now: 0, attempts: 0, kept: 0, sleeps: [] as number[] };
  return {
    seen,
    send: async () => {
      seen.now += attemptMs;
      seen.attempts += 1;
      return answers[Math.min(seen.attempts, answers.length) - 1] ?? RETRY;
    },
    sleep: async (ms: number) => {
      seen.now += ms;
      seen.sleeps.push(ms);
    },
    nowMs: () => seen.now,
    random: () => random,
    onKept: () => {
      seen.kept += 1;
    },
  };
}

describe("delivering a report", () => {
  it("ends with the first answer that is final", async () => {
    const run = world([RECEIVED]);
    expect(await deliverReport(run)).toEqual(RECEIVED);
    expect(run.seen).toMatchObject({ attempts: 1, kept: 0, sleeps: [] });
  });

  it("keeps a report that is not answered, and waits longer each time", async () => {
    const run = world([RETRY, RETRY, RETRY, RECEIVED]);
    expect(await deliverReport(run)).toEqual(RECEIVED);
    expect(run.seen).toMatchObject({ attempts: 4, kept: 3, sleeps: [250, 500, 1_000] });
  });

  it("does not try again what is refused", async () => {
    const refused: Answer = { outcome: "refused", detail: "unknown service" };
    const run = world([RETRY, refused]);
    expect(await deliverReport(run)).toEqual(refused);
    expect(run.seen.attempts).toBe(2);
  });

  it("waits as long as the server asks", async () => {
    const run = world([{ outcome: "retry", afterMs: 60_000 }, RECEIVED]);
    await deliverReport(run);
    expect(run.seen.sleeps).toEqual([60_000]);
  });

  it("gives up within 15 minutes, however the waits fall and however slow the network is", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.double({ min: 0, max: 0.999, noNaN: true }),
        fc.integer({ min: 100, max: 10_000 }),
        async (random, attemptMs) => {
          const run = world([RETRY], { random, attemptMs });
          expect(await deliverReport(run)).toEqual({ outcome: "expired" });
          expect(run.seen.now).toBeLessThanOrEqual(KEEP_MS + attemptMs);
          expect(run.seen.kept).toBe(run.seen.attempts - 1);
        },
      ),
      { numRuns: 25 },
    );
  });
});
