import { describe, expect, it } from "vitest";
import { recheckIncident } from "#bench/recheck.ts";
import { compareCounts, compareRecord, countedSpan, formatComparisons } from "#bench/recheck-published.ts";
import { seededRandom } from "#bench/seeded-random.ts";
import { addMinutes, formatMinute } from "#lib/buckets/minute.ts";
import { addService, contextAt, NOW } from "#lib/live/testing/world.ts";
import { createApi } from "#server/api.ts";
import { evidenceAnswer, incidentAnswer } from "#server/routes/api/answers.ts";
import { beat, eachMinute, feed, judgeUntil, watchFrom } from "#server/testing/fed.ts";
import { testDatabase } from "#server/testing/test-database.ts";

const from = addMinutes(NOW, -2 * 1440);
const end = addMinutes(NOW, 240);

/** Two days of normal, then an outage of an hour, judged by the worker's own watch and read through the API. */
async function watchedApi() {
  const { db } = await testDatabase();
  const serviceId = await addService(db, { slug: "chatgpt" });
  const random = seededRandom(5);
  const buckets = eachMinute({ from, to: end }, (minute) =>
    random.poisson(minute >= NOW && minute < NOW + 60 ? 60 : 2),
  );
  await feed(
    db,
    serviceId,
    buckets.map((row) => ({ ...row, networks: Math.ceil(row.reports * 0.9) })),
  );
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
  await beat(db, { from, to: end });
  await watchFrom(db, addMinutes(NOW, -30));
  await judgeUntil(db, end);
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

  it("counts what the series counts, and ends in what the record says; what differs is named", async () => {
    const { db, id, api } = await watchedApi();
    const json = async (path: string) => (await api.request(path)).json();
    const { events } = evidenceAnswer.parse(await json(`/api/v1/incidents/${id}/evidence`));
    const { incident } = incidentAnswer.parse(await json(`/api/v1/incidents/${id}`));
    const compare = async () => {
      const comparisons = [];
      for (const event of events) {
        const span = countedSpan(event);
        if (span === null) throw new Error("an event without evidence");
        const query = `from=${formatMinute(span.from)}&to=${formatMinute(span.to)}&step=1`;
        const answer = await json(`/api/v1/services/${incident.service.slug}/series?${query}`);
        comparisons.push(compareCounts(event, answer.series.points));
      }
      return comparisons.map(({ agrees }) => agrees);
    };
    expect(await compare()).toEqual([true, true, true, true]);
    expect(compareRecord(events, incident).filter(({ agrees }) => !agrees)).toEqual([]);
    expect(formatComparisons(compareRecord(events, incident))).toContain(`record: started ${incident.started}`);

    // One report that was committed after the opening was judged, in its last minute: only later events may hold it.
    const opened = events[0]?.evidence?.input.minute ?? 0;
    await db.$executeRaw`update minute_bucket set reports = reports + 1 where minute = ${opened}`;
    expect(await compare()).toEqual([true, false, false, false]);
    await db.$executeRaw`update minute_bucket set reports = reports - 1, networks = networks + 1 where minute = ${opened - 100}`;
    expect(await compare()).toEqual([false, false, false, false]);

    const changed = {
      ...incident,
      level: "possible",
      started: "2024-11-08T00:00Z",
      opened: "2024-11-08T00:01Z",
    } as const;
    const differing = compareRecord(events, { ...changed, ended: null });
    expect(differing.map(({ agrees }) => agrees)).toEqual([false, false, false, false]);
    expect(formatComparisons(differing)).toContain("differs  record: level is possible, its events say outage");
    expect(compareRecord(events.slice(0, 2), { ...incident, corrected: incident.opened })).toHaveLength(3);
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
