import { expect, it, vi } from "vitest";
import { asMinute } from "#lib/buckets/minute.ts";
import type { PrismaClient } from "#lib/generated/prisma/client.ts";
import { learnBaselines } from "#lib/incidents/learn.job.ts";
import { DAY_MINUTES } from "#lib/incidents/slots.ts";
import { log } from "#lib/log.ts";
import { beat, eachMinute, feed } from "#server/testing/fed.ts";
import { testDatabase } from "#server/testing/test-database.ts";

/** Two whole days and the three hours after which the second is stored too. */
const PAST = { from: asMinute(20_000 * DAY_MINUTES), to: asMinute(20_002 * DAY_MINUTES + 180) };
const DAYS = [20_000, 20_001];
/** By id, of which the statements below refuse the third. */
const SERVICES = [1, 2, 3, 4, 5].map((id) => ({ id, slug: `service-${id}` }));
const OTHERS = [1, 2, 4, 5];

/** Lets all services learn, and tells what is stored of whom, and what the log says. */
async function learnAfter(refuse: (db: PrismaClient) => Promise<unknown>) {
  const { db } = await testDatabase();
  await db.service.createMany({
    data: SERVICES.map((own) => ({ ...own, name: own.slug, category: "ai", problems: [] })),
  });
  for (const { id } of SERVICES)
    await feed(
      db,
      id,
      eachMinute(PAST, (minute) => Number(minute % 10 === 0)),
    );
  await beat(db, PAST);
  await refuse(db);
  const said = vi.spyOn(log, "error").mockReturnValue();
  const due = SERVICES.map(({ id, slug }) => ({ serviceId: id, slug, minute: PAST.to }));
  const learned = await learnBaselines(db, due, { first: PAST.from, firstBucket: PAST.from });
  const baselines = await db.serviceBaseline.findMany({ orderBy: { serviceId: "asc" } });
  const days = await db.learningDay.findMany({ orderBy: [{ serviceId: "asc" }, { day: "asc" }] });
  return {
    learned: [...learned.keys()],
    baselines: baselines.map(({ serviceId }) => serviceId),
    days: days.map(({ serviceId, day }) => [serviceId, day]),
    said: said.mock.calls.map(([fields, message]) => [Object(fields).service, message]),
  };
}

const daysOf = (ids: readonly number[]) => ids.flatMap((id) => DAYS.map((day) => [id, day]));
const ALL = SERVICES.map(({ id }) => id);

it("a service whose baseline PostgreSQL refuses keeps no other's from being stored, is named, and is judged by it all the same", async () => {
  const refused = await learnAfter(
    (db) => db.$executeRaw`alter table service_baseline add constraint refused check (service_id <> 3)`,
  );
  expect(refused).toEqual({
    learned: ALL,
    baselines: OTHERS,
    days: daysOf(ALL),
    said: [["service-3", "what was learned of a service cannot be stored"]],
  });
});

it("a service of whose days PostgreSQL refuses any keeps no other's from being stored, is named once, and learns all the same", async () => {
  const refused = await learnAfter(
    (db) => db.$executeRaw`alter table learning_day add constraint refused check (service_id <> 3)`,
  );
  expect(refused).toEqual({
    learned: ALL,
    baselines: ALL,
    days: daysOf(OTHERS),
    said: [["service-3", "the days that a service is learned from cannot be stored"]],
  });
});
