import { expect, it } from "vitest";
import { askAtMost } from "#server/ask-at-most.ts";
import type { Answer } from "#server/edge-cache.ts";

const answer = (text: string): Answer => ({ status: 200, headers: {}, body: Buffer.from(text) });
const BUSY = { ...answer("busy"), status: 503 };

it("who comes beyond as many as may wait is answered at once, and when there is room again as ever", async () => {
  const waiting: PromiseWithResolvers<Answer>[] = [];
  const ask = askAtMost(
    2,
    (target) => {
      if (target === "/fails") return Promise.reject(new Error("away"));
      const made = Promise.withResolvers<Answer>();
      waiting.push(made);
      return made.promise;
    },
    BUSY,
  );
  const first = ask("/a");
  const second = ask("/b");
  expect(await ask("/c")).toBe(BUSY);
  expect(waiting.length).toBe(2);
  waiting[0]?.resolve(answer("a"));
  expect((await first).body.toString()).toBe("a");
  // One that fails gives its place back too.
  for (const _ of [1, 2, 3]) await expect(ask("/fails")).rejects.toThrow("away");
  const third = ask("/d");
  expect(await ask("/e")).toBe(BUSY);
  waiting[1]?.resolve(answer("b"));
  waiting[2]?.resolve(answer("d"));
  expect((await Promise.all([second, third])).map(({ body }) => body.toString())).toEqual(["b", "d"]);
});
