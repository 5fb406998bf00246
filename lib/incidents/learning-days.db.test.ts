import { beforeEach, describe, expect, it } from "vitest";
import { addMinutes, asMinute, type Minute } from "#lib/buckets/minute.ts";
import type { Span } from "#lib/buckets/window.ts";
import type { PrismaClient } from "#lib/generated/prisma/client.ts";
import { type KnownTotals, knownTotals } from "#lib/incidents/known-minutes.ts";
import { forgetLearningDays, readPasts } from "#lib/incidents/learning-days.job.ts";
import { DAY_MINUTES, dayOf, type Slots } from "#lib/incidents/slots.ts";
import { feed } from "#server/testing/fed.ts";
import { testDatabase } from "#server/testing/test-database.ts";

const MIDNIGHT = asMinute(20_000 * DAY_MINUTES);
/** From the morning of one day to the noon of the third after it. */
const SPAN: Span = { from: addMinutes(MIDNIGHT, 600), to: addMinutes(MIDNIGHT, 3 * DAY_MINUTES + 720) };
const CLOSED_DAYS = [20_000, 20_001, 20_002];
const [MORNING, SECOND, LAST] = [addMinutes(MIDNIGHT, 605), addMinutes(MIDNIGHT, 2_000), addMinutes(SPAN.to, -1)];

let db: PrismaClient;
let serviceId: number;

/** All minutes from the first day's midnight on are known, but those. */
function known(...unseen: readonly Minute[]): KnownTotals {
  const span = { from: MIDNIGHT, to: SPAN.to };
  const seen = Array.from({ length: span.to - span.from }, (_, i) => !unseen.includes(addMinutes(span.from, i)));
  return knownTotals(span, seen);
}

const at = (minute: Minute, reports: number) => ({ minute, reports, networks: reports });

async function feedCountry(minute: Minute, reports: number): Promise<void> {
  const data = { serviceId, minute, dimension: "country" as const, key: "DE", reports, networks: reports };
  await db.minuteFacet.create({ data });
}

function reportsOf(parts: readonly Slots[]) {
  const pairs = parts.flatMap(({ slots, reports }) => slots.map((slot, i) => [slot * 10, reports[i] ?? 0] as const));
  return pairs.filter(([, reports]) => reports > 0).sort(([a], [b]) => a - b);
}

/** Reports by the first minutes of their slots: of the service, and of its only country. */
async function past(totals = known(), span = SPAN) {
  const [own] = await readPasts(db, [{ serviceId, slug: "a", span }], totals);
  return { whole: reportsOf(own?.whole ?? []), germany: reportsOf(own?.countries.get("DE") ?? []) };
}

const storedDays = async () => (await db.learningDay.findMany({ orderBy: { day: "asc" } })).map(({ day }) => day);

/** Writes something else into the stored days, which is seen only where they are used. */
async function mark(): Promise<void> {
  const counts = { slots: [100], reports: [99], networks: [99], squares: [9_801] };
  await db.learningDay.updateMany({ data: { counts: { whole: counts, countries: {} } } });
}
const marked = CLOSED_DAYS.map((day) => [(day * 144 + 100) * 10, 99]);

beforeEach(async () => {
  ({ db } = await testDatabase());
  serviceId = (await db.service.create({ data: { slug: "a", name: "A", category: "ai", problems: ["app"] } })).id;
  await feed(db, serviceId, [at(asMinute(MIDNIGHT + 5), 8), at(MORNING, 3), at(SECOND, 4), at(LAST, 5)]);
  await feed(db, serviceId, [at(addMinutes(MIDNIGHT, 2 * DAY_MINUTES + 7), 6)]);
  await feedCountry(MORNING, 2);
  await feedCountry(LAST, 1);
});

describe("the days from which is learned", () => {
  it("are stored when they are first read, and say the same when they are read again", async () => {
    const first = await past();
    expect(first).toEqual({
      whole: [
        [MORNING - 5, 3],
        [SECOND, 4],
        [MIDNIGHT + 2 * DAY_MINUTES, 6],
        [LAST - 9, 5],
      ],
      germany: [
        [MORNING - 5, 2],
        [LAST - 9, 1],
      ],
    });
    expect(await storedDays()).toEqual(CLOSED_DAYS);
    expect(await past()).toEqual(first);
  });

  it("are not read from the minutes again", async () => {
    await past();
    await mark();
    expect((await past()).whole).toEqual([...marked, [LAST - 9, 5]]);
  });

  it("are made again when their minutes have another sum, also of reports that nobody saw", async () => {
    const unseen = known(SECOND);
    const before = await past(unseen);
    await mark();
    const sums = { reports: 4, works: 0, back: 0, repeats: 0, setAside: 0, networks: 4 };
    await db.dayBucket.create({ data: { serviceId, minute: MIDNIGHT + DAY_MINUTES, ...sums } });
    expect((await past(unseen)).whole).toEqual([...marked, [LAST - 9, 5]]);
    await db.dayBucket.updateMany({ data: { reports: 5 } });
    await db.minuteBucket.updateMany({ where: { minute: SECOND }, data: { reports: 5 } });
    expect((await past(unseen)).whole).toEqual([marked[0], marked[2], [LAST - 9, 5]]);
    expect(before.whole.some(([minute]) => minute === SECOND)).toBe(false);
  });

  it("are made again when other minutes of them are unseen, and only then", async () => {
    await past();
    await mark();
    expect((await past(known(SECOND))).whole).toEqual([marked[0], marked[2], [LAST - 9, 5]]);
    expect((await past(known())).whole).toContainEqual([SECOND, 4]);
  });

  it.each([
    ["two hours after", 120, []],
    ["three hours after", 180, [20_002]],
  ])("are stored once no report comes any more: %s their end", async (_, after, expected) => {
    const end = addMinutes(MIDNIGHT, 3 * DAY_MINUTES + after);
    await past(known(), { from: addMinutes(MIDNIGHT, 2 * DAY_MINUTES), to: end });
    expect(await storedDays()).toEqual(expected);
  });

  it("are made again where they cannot be read", async () => {
    const before = await past();
    const stored = await db.learningDay.findMany({ orderBy: { day: "asc" } });
    await db.learningDay.updateMany({ where: { day: 20_001 }, data: { counts: { whole: "lost" } } });
    expect(await past()).toEqual(before);
    expect(await db.learningDay.findMany({ orderBy: { day: "asc" } })).toEqual(stored);
  });

  it("are not stored where they have no report", async () => {
    await db.minuteBucket.deleteMany({ where: { minute: SECOND } });
    await past();
    expect(await storedDays()).toEqual([20_000, 20_002]);
  });

  it("are forgotten when nothing is learned from them any more, a day's delay allowed", async () => {
    await past();
    const now = addMinutes(MIDNIGHT, 31 * DAY_MINUTES);
    expect(await forgetLearningDays(db, now)).toBe(1);
    expect(await storedDays()).toEqual(CLOSED_DAYS.slice(1));
    expect(dayOf(now) - (CLOSED_DAYS[1] ?? 0)).toBe(30);
  });
});
