import { beforeEach, describe, expect, it } from "vitest";
import { addMinutes } from "#lib/buckets/minute.ts";
import { flatBaseline, NOON } from "#lib/detection/testing/minutes.ts";
import type { PrismaClient } from "#lib/generated/prisma/client.ts";
import { writeBaselines } from "#lib/incidents/baselines.db.ts";
import {
  type HeldBaselines,
  heldNext,
  heldVersions,
  storedBaselines,
  wholeRows,
} from "#lib/incidents/held-baselines.ts";
import { readFrom } from "#lib/incidents/held-counts.ts";
import { readWatched } from "#lib/incidents/watch.db.ts";
import { testDatabase } from "#server/testing/test-database.ts";

const series = { from: addMinutes(NOON, -239), to: addMinutes(NOON, 1) };
let db: PrismaClient;
let ids: number[];

async function learn(serviceId: number, level: number): Promise<void> {
  const model = JSON.stringify(flatBaseline(level));
  await writeBaselines(db, [{ serviceId, minute: NOON, model, countries: "[]" }]);
}

/** What a tick reads while it holds `held`, and what it holds after it. */
async function tick(held: HeldBaselines) {
  const rows = await readWatched(db, series, addMinutes(NOON, -16), NOON, heldVersions(held), series.from);
  const stored = storedBaselines(rows, held);
  return { sent: rows.filter((row) => !row.isHeld).map((row) => row.id), stored, held: heldNext(rows, stored) };
}

const levelsOf = (stored: Awaited<ReturnType<typeof tick>>["stored"]) =>
  ids.map((id) => stored.get(id)?.baseline?.level ?? null);

beforeEach(async () => {
  ({ db } = await testDatabase());
  const data = ["a", "b"].map((slug) => ({ slug, name: slug, category: "ai", problems: ["app"] }));
  ids = (await db.service.createManyAndReturn({ data })).map(({ id }) => id);
  for (const [i, serviceId] of ids.entries()) {
    await db.minuteBucket.create({ data: { serviceId, minute: NOON, reports: 1, networks: 1 } });
    await learn(serviceId, i + 1);
  }
});

describe("the baselines that a worker holds from tick to tick", () => {
  it("are sent once, and are afterwards what a fresh reading gives", async () => {
    const first = await tick(new Map());
    const second = await tick(first.held);
    expect([first.sent, second.sent]).toEqual([ids, []]);
    expect(second.stored).toEqual((await tick(new Map())).stored);
  });

  it("are read anew where anybody has learned since, also the same again", async () => {
    const [one = 0, two = 0] = ids;
    const { held } = await tick(new Map());
    await learn(two, 7);
    const changed = await tick(held);
    expect([changed.sent, levelsOf(changed.stored)]).toEqual([[two], [1, 7]]);
    await learn(one, 1);
    expect((await tick(changed.held)).sent).toEqual([one]);
  });

  it("are let go where a service is quiet, and where its row says nothing to this version", async () => {
    const [one = 0, two = 0] = ids;
    const { held } = await tick(new Map());
    await db.minuteBucket.delete({ where: { serviceId_minute: { serviceId: one, minute: NOON } } });
    await db.serviceBaseline.update({ where: { serviceId: two }, data: { model: { version: 99 } } });
    const after = await tick(held);
    expect([...after.held.keys()]).toEqual([]);
    expect([...after.stored]).toEqual([[two, null]]);
  });

  it("bring their counts along, of which only the last half hour is sent again", async () => {
    const [one = 0, two = 0] = ids;
    const at = (serviceId: number, minutesAgo: number, reports: number) =>
      db.minuteBucket.create({
        data: { serviceId, minute: addMinutes(NOON, -minutesAgo), reports, networks: reports },
      });
    await Promise.all([at(one, 239, 2), at(one, 238, 3), at(one, 30, 4), at(two, 31, 5)]);
    const { held } = await tick(new Map());
    await Promise.all([at(one, 29, 6), at(one, -1, 7), at(two, 28, 8)]);
    const span = { from: series.to, to: addMinutes(series.to, 1) };
    const next = { from: addMinutes(series.from, 1), to: span.to };
    const lately = readFrom(series.to, next, span);
    const read = (of: HeldBaselines) => readWatched(db, next, addMinutes(NOON, -16), NOON, heldVersions(of), lately);
    const countsOf = (rows: Awaited<ReturnType<typeof read>>) => rows.map(({ minutes, reports }) => [minutes, reports]);
    const sent = await read(held);
    const fresh = await readWatched(db, next, addMinutes(NOON, -16), NOON, [], next.from);
    expect(countsOf(sent)).toEqual([
      [
        [addMinutes(NOON, -29), NOON, addMinutes(NOON, 1)],
        [6, 1, 7],
      ],
      [
        [addMinutes(NOON, -28), NOON],
        [8, 1],
      ],
    ]);
    expect(countsOf(wholeRows(sent, held, next.from, lately))).toEqual(countsOf(fresh));
    expect(countsOf(fresh)[0]?.[1]).toEqual([3, 4, 6, 1, 7]);
  });

  it("are nobody's when a row is said to be held and is not", async () => {
    const { held } = await tick(new Map());
    const rows = await readWatched(db, series, addMinutes(NOON, -16), NOON, heldVersions(held), series.from);
    expect(() => storedBaselines(rows, new Map())).toThrow("held by nobody");
  });
});
