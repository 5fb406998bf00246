import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { last15 } from "#lib/buckets/window.ts";
import { readLiveRows } from "#lib/live/live.db.ts";
import { type AnyFrame, LiveHub, type Topic } from "#lib/live/subscribe-live.ts";
import { addBucket, addService, contextAt, NOW, setState } from "#lib/live/testing/world.ts";
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

describe("what the home page's viewers are told", () => {
  it("are the services that are not normal, without those that are no longer observed", async () => {
    const { db } = database;
    const failing = await addService(db, { slug: "failing" });
    const gone = await addService(db, { slug: "gone", retiredAt: new Date(0) });
    for (const id of [failing, gone]) await setState(db, id, { state: "outage" });
    const rows = await readLiveRows(db, [], true, last15(NOW));
    expect(rows.map(({ slug }) => slug)).toEqual(["failing"]);
    expect((await readLiveRows(db, [gone], false, last15(NOW))).map(({ slug }) => slug)).toEqual(["gone"]);
    const hub = new LiveHub<AnyFrame>({ context: () => contextAt(db), encode: (frame) => frame, tickMs: 10 });
    const { promise: told, resolve } = Promise.withResolvers<AnyFrame>();
    hub.subscribe(gone, () => {});
    hub.subscribe("home", resolve);
    expect(await told, "while somebody follows one of those").toMatchObject({ services: [{ slug: "failing" }] });
    hub.close();
  });
});

describe("a service that begins to be watched", () => {
  /** The next frame that a new viewer of the topic is told, as works-for-me percent. */
  function nextWorksPercent(hub: LiveHub<AnyFrame>, topic: Topic): Promise<number | null> {
    const { promise, resolve } = Promise.withResolvers<number | null>();
    hub.subscribe(topic, (frame) => resolve("services" in frame ? null : frame.worksPercent));
    return promise;
  }

  it.each([
    { slowMs: 60_000, again: 0, title: "has its own slow figures read, and nobody else's" },
    { slowMs: 0, again: 50, title: "waits with all others where they are due" },
  ])("$title", async ({ slowMs, again }) => {
    const { db } = database;
    const old = await addService(db, { slug: `old-${slowMs}` });
    const young = await addService(db, { slug: `young-${slowMs}` });
    await addBucket(db, old, NOW, { reports: 20 });
    await addBucket(db, young, NOW, { works: 20 });
    const hub = new LiveHub<AnyFrame>({ context: () => contextAt(db), encode: (frame) => frame, tickMs: 10, slowMs });
    expect(await nextWorksPercent(hub, old)).toBe(0);
    await addBucket(db, old, NOW - 1, { works: 20 });
    expect(await nextWorksPercent(hub, young)).toBe(100);
    expect(await nextWorksPercent(hub, old)).toBe(again);
    hub.close();
  });
});
