import { describe, expect, it } from "vitest";
import { addMinutes, asMinute, parseMinute } from "#lib/buckets/minute.ts";
import { readCursor } from "#lib/incidents/incidents.db.ts";
import { submitCorrection } from "#lib/incidents/submit-correction.ts";
import { watchSpanOnce } from "#lib/incidents/watch.job.ts";
import { beat, eachMinute, feed, feedSources, judgeUntil, watchFrom } from "#server/testing/fed.ts";
import { testDatabase } from "#server/testing/test-database.ts";

const START = parseMinute("2024-11-09T00:03Z") ?? asMinute(0);
const HISTORY = addMinutes(START, -3 * 1_440);
const END = addMinutes(START, 60);
const SOURCES = 20;
const ID = "2024-11-09-chatgpt";

/** Three reports a minute, and `high` in the hour of the rise. */
async function world(high = 100) {
  const { db } = await testDatabase();
  const { id: serviceId } = await db.service.create({
    data: { slug: "chatgpt", name: "ChatGPT", category: "ai", problems: ["app"] },
  });
  const span = { from: HISTORY, to: addMinutes(END, 60) };
  const rows = eachMinute(span, (minute) => (minute >= START && minute < END ? high : 3));
  await feed(db, serviceId, rows);
  await beat(db, span);
  const near = rows.filter(({ minute }) => minute >= START - 60);
  await feedSources(db, serviceId, near, SOURCES);
  await watchFrom(db, addMinutes(START, -20));
  return { db, serviceId };
}

describe("a correction", () => {
  it("closes an incident that lasts, keeps its figures, and appends why", async () => {
    const { db, serviceId } = await world();
    await judgeUntil(db, addMinutes(START, 20));
    const before = await db.incident.findUniqueOrThrow({ where: { id: ID } });
    expect(before.resolvedMinute).toBeNull();
    const result = await submitCorrection(ID, "A rehearsal.", db, addMinutes(START, 20));
    const minute = START + 21;
    expect(result).toEqual({
      kind: "corrected",
      replayed: false,
      correction: { incidentId: ID, minute, reason: "A rehearsal." },
    });
    const { correctedMinute, resolvedMinute, endedFrom, endedTo, ...kept } = await db.incident.findUniqueOrThrow({
      where: { id: ID },
    });
    expect({ correctedMinute, resolvedMinute, endedFrom, endedTo }).toEqual({
      correctedMinute: minute,
      resolvedMinute: minute,
      endedFrom: START + 20,
      endedTo: START + 20,
    });
    expect(before).toMatchObject(kept);
    expect(kept.total).toBe((START + 20 - kept.startedMinute) * 100);
    const events = await db.incidentEvent.findMany({ where: { incidentId: ID }, orderBy: { seq: "asc" } });
    expect(events.at(-1)).toMatchObject({ kind: "corrected", minute, reason: "A rehearsal.", seq: events.length });
    const state = await db.serviceState.findUniqueOrThrow({ where: { serviceId } });
    expect(state).toMatchObject({ state: "normal", incidentId: null });
    expect(state.verdict).toMatchObject({
      reason: "An operator has marked the incident as a false alarm.",
      episode: null,
    });
  });

  it("is not undone by the next minutes of the same rise", async () => {
    const { db, serviceId } = await world();
    await judgeUntil(db, addMinutes(START, 6));
    await submitCorrection(ID, "A rehearsal.", db, addMinutes(START, 6));
    await judgeUntil(db, addMinutes(END, 30));
    expect(await db.incident.count()).toBe(1);
    expect(await db.serviceState.findUniqueOrThrow({ where: { serviceId } })).toMatchObject({ state: "normal" });
    const kinds = await db.incidentEvent.findMany({ where: { incidentId: ID }, orderBy: { seq: "asc" } });
    expect(kinds.at(-1)?.kind).toBe("corrected");
  });

  it("sent twice is made once; another reason is a conflict", async () => {
    const { db } = await world();
    await judgeUntil(db, addMinutes(START, 10));
    const first = await submitCorrection(ID, "A rehearsal.", db, addMinutes(START, 10));
    const again = await submitCorrection(ID, "A rehearsal.", db, addMinutes(START, 15));
    expect(again).toEqual({ ...first, replayed: true });
    expect(await submitCorrection(ID, "Something else.", db, addMinutes(START, 15))).toEqual({ kind: "conflict" });
    expect(await db.incidentEvent.count({ where: { kind: "corrected" } })).toBe(1);
  });

  it("leaves the end of an incident that was over as it was", async () => {
    const { db } = await world();
    await judgeUntil(db, addMinutes(END, 50));
    const before = await db.incident.findUniqueOrThrow({ where: { id: ID } });
    expect(before.resolvedMinute).not.toBeNull();
    await submitCorrection(ID, "A rehearsal.", db, addMinutes(END, 50));
    const after = await db.incident.findUniqueOrThrow({ where: { id: ID } });
    expect(after).toEqual({ ...before, correctedMinute: END + 51 });
  });

  it("of nothing is refused", async () => {
    const { db } = await testDatabase();
    expect(await submitCorrection("2024-11-09-nothing", "x", db, START)).toEqual({ kind: "unknown-incident" });
  });

  it("beside a judgement that has read the incident as lasting stands, whichever is stored first", async () => {
    const { db } = await world();
    await judgeUntil(db, addMinutes(START, 10));
    const from = await readCursor(db, "watch");
    const begin = from.cursor ?? START;
    const span = { from: begin, to: addMinutes(begin, 5) };
    const step = { span, from, to: { cursor: span.to, settled: span.to } };
    const beginnings = { first: HISTORY, firstBucket: HISTORY };
    await Promise.all([
      watchSpanOnce(db, step, beginnings),
      submitCorrection(ID, "A rehearsal.", db, addMinutes(START, 16)),
    ]);
    await judgeUntil(db, addMinutes(START, 40));
    expect(await db.incident.findMany({ where: { resolvedMinute: null } })).toEqual([]);
    const events = await db.incidentEvent.findMany({ where: { incidentId: ID }, orderBy: { seq: "asc" } });
    expect(events.at(-1)?.kind).toBe("corrected");
  });
});
