import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { LiveHub } from "#lib/live/subscribe-live.ts";
import { addService, contextAt } from "#lib/live/testing/world.ts";
import { type TestDatabase, testDatabase } from "#server/testing/test-database.ts";

const VIEWERS = 1_000;
let database: TestDatabase;
let service: number;

beforeAll(async () => {
  database = await testDatabase();
  service = await addService(database.db, { slug: "chatgpt", name: "ChatGPT" });
});
afterAll(() => database.close());

describe("a frame for many viewers", () => {
  it("lets other work in before all are told, reaches each once, and nobody who has left", async () => {
    const told: number[] = [];
    const hub = new LiveHub({
      context: () => contextAt(database.db),
      encode: () => "frame",
      tickMs: 10,
      longestSilenceMs: 60_000,
    });
    let toldBeforeOtherWork = 0;
    const { promise: last, resolve } = Promise.withResolvers<void>();
    const leave = Array.from({ length: VIEWERS }, (_, viewer) =>
      hub.subscribe(service, () => {
        told.push(viewer);
        if (viewer === 0)
          setImmediate(() => {
            toldBeforeOtherWork = told.length;
            leave[VIEWERS - 2]?.();
          });
        if (viewer === VIEWERS - 1) resolve();
      }),
    );
    await last;
    hub.close();
    expect(toldBeforeOtherWork).toBeLessThan(VIEWERS / 2);
    expect(told).toEqual(
      Array.from({ length: VIEWERS }, (_, viewer) => viewer).filter((viewer) => viewer !== VIEWERS - 2),
    );
  });
});
