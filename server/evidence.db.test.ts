import { describe, expect, it } from "vitest";
import { recheckIncident } from "#bench/recheck.ts";
import { seededRandom } from "#bench/seeded-random.ts";
import { addMinutes, minuteToMs } from "#lib/buckets/minute.ts";
import { watch } from "#lib/incidents/watch.job.ts";
import { addService, contextAt, NOW } from "#lib/live/testing/world.ts";
import { createApi } from "#server/api.ts";
import { insertJobs } from "#server/leases.db.ts";
import { evidenceAnswer } from "#server/routes/api/answers.ts";
import { testDatabase } from "#server/testing/test-database.ts";

const from = addMinutes(NOW, -2 * 1440);
const end = addMinutes(NOW, 240);

/** Two days of normal, then an outage of an hour, judged by the worker's own watch and read through the API. */
async function watchedApi() {
  const { db } = await testDatabase();
  const serviceId = await addService(db, { slug: "chatgpt" });
  const random = seededRandom(5);
  const buckets = Array.from({ length: end - from }, (_, i) => {
    const reports = random.poisson(from + i >= NOW && from + i < NOW + 60 ? 60 : 2);
    return { serviceId, minute: from + i, reports, networks: Math.ceil(reports * 0.9) };
  }).filter(({ reports }) => reports > 0);
  await db.minuteBucket.createMany({ data: buckets });
  const sources = buckets
    .filter(({ minute, reports }) => minute >= NOW && reports > 20)
    .flatMap(({ minute }) =>
      [9, 8, 7, 6, 5].map((reports, i) => ({
        serviceId,
        minute,
        dimension: "network" as const,
        key: `AS70${i}`,
        reports,
      })),
    );
  await db.minuteFacet.createMany({ data: sources });
  await db.ingestMinute.createMany({ data: Array.from({ length: end - from }, (_, i) => ({ minute: from + i })) });
  await insertJobs(db, ["watch"]);
  await db.job.update({ where: { name: "watch" }, data: { cursor: NOW - 30 } });
  const clock = { nowMs: () => minuteToMs(end) + 2_000, minute: () => end, speed: 1 };
  await watch(db, clock, new AbortController().signal);
  const { id } = await db.incident.findFirstOrThrow();
  return { db, id, api: createApi(() => contextAt(db, end)) };
}

describe("GET /api/v1/incidents/{id}/evidence", () => {
  it("is enough to judge a watched incident again, bit for bit, and shows a number that was changed", async () => {
    const { db, id, api } = await watchedApi();
    const answer = await api.request(`/api/v1/incidents/${id}/evidence`);
    expect(answer.status).toBe(200);
    expect(answer.headers.get("cache-control")).toContain("s-maxage");
    const text = await answer.text();
    const published = evidenceAnswer.parse(JSON.parse(text));
    expect(published.events.map(({ kind }) => kind)).toEqual(["opened", "peaked", "recovering", "resolved"]);
    expect(recheckIncident(published).map(({ outcome }) => outcome)).toEqual(["agrees", "agrees", "agrees", "agrees"]);

    expect(text).not.toMatch(/AS70\d/);
    expect(Object.keys(published.events[0]?.evidence?.input.sources ?? {})).toEqual(
      [1, 2, 3, 4, 5].map((i) => `source-${i}`),
    );

    await db.$executeRaw`
      update incident_event
      set evidence = jsonb_set(evidence, '{input,baseline,level}', '2.5')
      where seq = 2`;
    const changed = evidenceAnswer.parse(await (await api.request(`/api/v1/incidents/${id}/evidence`)).json());
    expect(recheckIncident(changed).map(({ outcome }) => outcome)).toEqual(["agrees", "differs", "agrees", "agrees"]);
  });

  it("is 404 for what is no incident", async () => {
    const { db } = await testDatabase();
    const api = createApi(() => contextAt(db));
    for (const id of ["2024-11-09-nothing", "NO%00"]) {
      const answer = await api.request(`/api/v1/incidents/${id}/evidence`);
      expect(answer.status).toBe(404);
      expect(await answer.json()).toMatchObject({ status: 404 });
    }
  });
});
