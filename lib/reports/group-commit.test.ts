import { setImmediate } from "node:timers/promises";
import fc from "fast-check";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { GroupCommit, type GroupCommitOptions, LateError, QueueFullError } from "#lib/reports/group-commit.ts";

const defaults: GroupCommitOptions<number, string> = {
  commit: async (rows) => rows.map((row) => `stored ${row}`),
  isRowFault: () => false,
  nowMs: () => performance.now(),
  lingerMs: 1,
  batchSize: 4,
  queueLength: 100,
  queueMs: 1_000,
  answerMs: 2_000,
};
const make = (options: Partial<GroupCommitOptions<number, string>>) => new GroupCommit({ ...defaults, ...options });

describe("group commit", () => {
  it("gathers rows that come together into one commit", async () => {
    const batches: number[][] = [];
    const group = make({
      commit: async (rows) => {
        batches.push([...rows]);
        return rows.map(String);
      },
    });
    await Promise.all([1, 2, 3].map((row) => group.submit(row)));
    expect(batches).toEqual([[1, 2, 3]]);
  });

  it("tells when all who wait now are answered, and waits for nobody who comes later", async () => {
    const gates = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    let commits = 0;
    const group = make({
      batchSize: 1,
      commit: async (rows) => {
        await gates[commits++]?.promise;
        return rows.map(String);
      },
    });
    await group.answered();
    const answered: string[] = [];
    const first = group.submit(1).then(() => answered.push("first"));
    const told = group.answered().then(() => answered.push("told"));
    const later = group.submit(2).then(() => answered.push("later"));
    gates[0]?.resolve();
    await Promise.all([first, told]);
    expect(answered).toEqual(["first", "told"]);
    gates[1]?.resolve();
    await later;
  });

  it("never puts more into a commit than fits", async () => {
    const sizes: number[] = [];
    const group = make({
      commit: async (rows) => {
        sizes.push(rows.length);
        return rows.map(String);
      },
    });
    await Promise.all(Array.from({ length: 10 }, (_, row) => group.submit(row)));
    expect(sizes).toEqual([4, 4, 2]);
  });

  it("tells everybody who waits longer than the limit that it is late, in a statement and in the queue, and still commits", async () => {
    const { promise: gate, resolve: release } = Promise.withResolvers<void>();
    const committed: number[] = [];
    const group = make({
      batchSize: 1,
      answerMs: 20,
      commit: async (rows) => {
        await gate;
        committed.push(...rows);
        return rows.map(String);
      },
    });
    const answers = await Promise.allSettled([group.submit(1), group.submit(2)]);
    expect(answers.map((answer) => answer.status === "rejected" && answer.reason instanceof LateError)).toEqual([
      true,
      true,
    ]);
    release();
    await group.drain();
    expect(committed).toEqual([1, 2]);
  });

  it("tells who waits too long that it is late each time, and looks no more while nobody waits", async () => {
    vi.useFakeTimers();
    onTestFinished(() => void vi.useRealTimers());
    const group = make({ answerMs: 20, nowMs: () => Date.now(), commit: () => new Promise(() => {}) });
    for (const row of [1, 2]) {
      const late = expect(group.submit(row)).rejects.toBeInstanceOf(LateError);
      await vi.advanceTimersByTimeAsync(1_000);
      await late;
      expect(vi.getTimerCount()).toBe(0);
    }
  });

  it("closes a batch when it holds half of all who wait, so that the others are read and answered meanwhile", async () => {
    const sizes: number[] = [];
    const group = make({
      batchSize: 500,
      queueLength: 1_000,
      commit: async (rows) => {
        sizes.push(rows.length);
        return rows.map(String);
      },
    });
    await Promise.all(Array.from({ length: 400 }, (_, row) => group.submit(row)));
    expect(sizes).toEqual([48, 200, 152]);
  });

  it("begins the next batch before it answers the callers of the last", async () => {
    const seen: string[] = [];
    const group = make({
      batchSize: 1,
      commit: async ([row]) => {
        seen.push(`commit ${row}`);
        return [String(row)];
      },
    });
    await Promise.all([1, 2].map((row) => group.submit(row).then(() => seen.push(`answer ${row}`))));
    expect(seen).toEqual(["commit 1", "commit 2", "answer 1", "answer 2"]);
  });

  it("lets others have their turn while it answers many", async () => {
    const seen: string[] = [];
    const group = make({ batchSize: 40 });
    await Promise.all(
      Array.from({ length: 40 }, (_, row) =>
        group.submit(row).then(() => {
          if (row === 0) void setImmediate().then(() => seen.push("another's turn"));
          if (row === 39) seen.push("the last answer");
        }),
      ),
    );
    expect(seen).toEqual(["another's turn", "the last answer"]);
  });

  it("answers nobody before the commit", async () => {
    const [begun, gate] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const seen: string[] = [];
    const group = make({
      commit: async (rows) => {
        begun.resolve();
        await gate.promise;
        seen.push("committed");
        return rows.map(String);
      },
    });
    const answer = group.submit(1).then(() => seen.push("answered"));
    await begun.promise;
    await setImmediate();
    expect(seen).toEqual([]);
    gate.resolve();
    await answer;
    expect(seen).toEqual(["committed", "answered"]);
  });

  it("refuses at once when too many wait", async () => {
    // Who waits here is never told that it is late: nobody would be there to hear it.
    const answerMs = Number.POSITIVE_INFINITY;
    const group = make({ queueLength: 2, commit: () => new Promise(() => {}), batchSize: 1, answerMs });
    for (const row of [1, 2, 3]) void group.submit(row);
    await expect(group.submit(4)).rejects.toBeInstanceOf(QueueFullError);
  });

  it("refuses at once when the oldest waits too long", async () => {
    let now = 0;
    const group = make({ nowMs: () => now, queueMs: 500, commit: () => new Promise(() => {}), batchSize: 1 });
    void group.submit(1);
    void group.submit(2);
    now = 501;
    await expect(group.submit(3)).rejects.toBeInstanceOf(QueueFullError);
  });

  it("tells each caller of a failed commit, and goes on", async () => {
    let fail = true;
    const group = make({
      commit: async (rows) => {
        if (fail) throw new Error("no database");
        return rows.map(String);
      },
    });
    const failed = await Promise.allSettled([group.submit(1), group.submit(2)]);
    expect(failed.map((result) => result.status)).toEqual(["rejected", "rejected"]);
    fail = false;
    expect(await group.submit(3)).toBe("3");
  });

  it("does not let one bad row fail its neighbours", async () => {
    const group = make({
      isRowFault: () => true,
      commit: async (rows) => {
        if (rows.includes(2)) throw new Error("bad row");
        return rows.map(String);
      },
    });
    const results = await Promise.allSettled([1, 2, 3].map((row) => group.submit(row)));
    expect(results.map((result) => result.status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
  });

  it("tries no further row alone once the database is away", async () => {
    const tried: number[][] = [];
    const group = make({
      isRowFault: (error) => error instanceof RangeError,
      commit: async (rows) => {
        tried.push([...rows]);
        if (rows.length > 1 || rows.includes(1)) throw new RangeError("bad row");
        throw new Error("no database");
      },
    });
    const results = await Promise.allSettled([1, 2, 3, 4].map((row) => group.submit(row)));
    expect(tried).toEqual([[1, 2, 3, 4], [1], [2]]);
    expect(results.map((result) => result.status === "rejected" && String(result.reason))).toEqual([
      "RangeError: bad row",
      ...Array.from({ length: 3 }, () => "Error: no database"),
    ]);
  });

  it("gives every caller its own result, whatever the sizes", async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(60), fc.integer({ min: 1, max: 9 }), async (count, batchSize) => {
        const group = make({ batchSize, lingerMs: 0 });
        const rows = Array.from({ length: count }, (_, row) => row);
        expect(await Promise.all(rows.map((row) => group.submit(row)))).toEqual(rows.map((row) => `stored ${row}`));
        await group.drain();
        expect(group.pending).toBe(0);
      }),
      { numRuns: 20 },
    );
  });
});
