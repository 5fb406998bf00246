import { isDeepStrictEqual } from "node:util";
import type pg from "pg";
import { type Explained, explainingDb } from "#bench/explaining-db.ts";
import { percentile } from "#bench/percentile.ts";
import { seededRandom } from "#bench/seeded-random.ts";
import { addMinutes, floorToStep, type Minute, minuteToMs } from "#lib/buckets/minute.ts";
import { OPEN_MINUTES } from "#lib/buckets/roll-up.job.ts";
import { alignSpan, chooseStep, type StepMinutes } from "#lib/buckets/series.ts";
import { listServices, searchServices } from "#lib/catalog/catalog.db.ts";
import { createDb, type Db } from "#lib/db.ts";
import type { PrismaClient } from "#lib/generated/prisma/client.ts";
import type { ReadContext } from "#lib/live/read-context.ts";
import { readHome } from "#lib/live/read-home.ts";
import { readSeries } from "#lib/live/read-series.ts";
import { readService } from "#lib/live/read-service.ts";

export interface Bench {
  readonly db: PrismaClient;
  readonly client: pg.Client;
  readonly url: string;
  readonly now: Minute;
  readonly runs: number;
}

/** One thing that a visitor asks for. `subject` is a slug or a query. */
interface Case {
  readonly name: string;
  readonly limitMs: number | null;
  readonly ask: (db: Db, subject: string) => Promise<unknown>;
}

interface Measured {
  readonly name: string;
  /** Milliseconds in Postgres of all its statements together, and until the answer is here. */
  readonly inside: readonly number[];
  readonly wall: readonly number[];
  /** The same for whom nobody had asked before: pages come from the disk or from the system's cache. */
  readonly first: readonly number[];
  readonly explained: readonly Explained[];
  readonly answers: readonly unknown[];
}

const DAY = 1_440;
const BUSY = 100;
/** From half a million minutes a chart takes seconds: the baseline of a long one is measured on fewer services. */
const LONG_BASELINES = 5;
const SEARCHES = [
  "chatgpt",
  "fortnight",
  "bank of amercia",
  "instgram",
  "goo",
  "b",
  "face",
  "deutsche bahn",
  "a1",
  "zzzz",
  "made 17",
  "spotfy",
];

const context = (db: Db, now: Minute): ReadContext => ({ db, nowMs: minuteToMs(now) + 30_000, speed: 1, mode: "live" });

function chart(now: Minute, name: string, minutes: number, limitMs: number | null, asked?: StepMinutes): Case {
  const step = asked ?? chooseStep(minutes);
  const span = alignSpan({ from: addMinutes(now, 1 - minutes), to: addMinutes(now, 1) }, step);
  return {
    name: `${name} (${(span.to - span.from) / step} steps of ${step} min)`,
    limitMs,
    ask: (db, slug) => readSeries(slug, span, step, context(db, now)),
  };
}

async function timed(ask: () => Promise<unknown>): Promise<{ readonly ms: number; readonly answer: unknown }> {
  const startedAt = performance.now();
  const answer = await ask();
  return { ms: performance.now() - startedAt, answer };
}

/** Asks for each subject three times: the first time, under explain, and again. */
async function measure(db: Db, { name, ask }: Case, subjects: readonly string[]): Promise<Measured> {
  const all: Explained[] = [];
  const statements: Explained[] = [];
  const telling = explainingDb(db as PrismaClient, statements);
  const [inside, wall, first, answers]: [number[], number[], number[], unknown[]] = [[], [], [], []];
  for (const subject of subjects) {
    first.push((await timed(() => ask(db, subject))).ms);
    statements.length = 0;
    await ask(telling, subject);
    inside.push(statements.reduce((sum, one) => sum + one.ms, 0));
    all.push(...statements);
    const again = await timed(() => ask(db, subject));
    wall.push(again.ms);
    answers.push(again.answer);
  }
  return { name, inside, wall, first, explained: all, answers };
}

const both = (values: readonly number[]) =>
  values.length === 0 ? "" : `${percentile(values, 0.5).toFixed(1)} / ${percentile(values, 0.99).toFixed(1)}`;

/** A busy machine takes a processor away for tens of milliseconds: the limit is the median's, and whether the 99th percentile holds it is told. */
function heldAt(inside: readonly number[], limitMs: number): string {
  if (percentile(inside, 0.99) <= limitMs) return "held at p99";
  return percentile(inside, 0.5) <= limitMs ? "held at p50" : "NOT HELD";
}

function line({ name, inside, wall, first, explained }: Measured, limitMs: number | null, ratio = ""): string {
  const pages = explained.reduce((sum, one) => sum + one.pages, 0) / inside.length;
  const limit = limitMs === null ? "" : `${limitMs}: ${heldAt(inside, limitMs)}`;
  return `| ${name} | ${both(inside)} | ${both(wall)} | ${both(first)} | ${explained.length === 0 ? "" : pages.toFixed(0)} | ${limit} | ${ratio} |`;
}

/** The dearest statements of a case, by their mean. */
function dearest({ explained, inside }: Measured): string {
  const sums = [...Map.groupBy(explained, (one) => one.name)].map(([name, of]) => {
    return { name, ms: of.reduce((sum, one) => sum + one.ms, 0) / inside.length };
  });
  const top = sums.sort((left, right) => right.ms - left.ms).slice(0, 4);
  return top.map(({ name, ms }) => `${name} ${ms.toFixed(1)}`).join(", ");
}

const times = (base: Measured, own: Measured) =>
  (percentile(base.inside, 0.5) / percentile(own.inside, 0.5)).toFixed(1);

/** Half of them among the busiest, half among all, the same in every run. */
function drawSubjects(slugs: readonly string[], runs: number): string[] {
  const random = seededRandom(1);
  const pick = (among: number) => slugs[random.integer(among)] ?? "";
  return Array.from({ length: runs }, (_, i) => pick(i % 2 === 0 ? Math.min(BUSY, slugs.length) : slugs.length));
}

/** As the worker leaves it: three hours are open. Said anew, because a run that was broken off may have left another. */
async function standAt({ client, now }: Bench, summed: boolean): Promise<void> {
  const cursor = summed ? floorToStep(addMinutes(now, -OPEN_MINUTES), 5) : null;
  await client.query("update job set cursor = $1 where name = 'roll-up'", [cursor]);
}

/** The same charts without the roll-up's cursor: the product then reads all from the minutes. */
async function measureWithoutSums(bench: Bench, run: () => Promise<Measured>): Promise<Measured> {
  await standAt(bench, false);
  try {
    return await run();
  } finally {
    await standAt(bench, true);
  }
}

async function measureCharts(bench: Bench, subjects: readonly string[]): Promise<boolean> {
  const { now } = bench;
  await standAt(bench, true);
  const cases = [
    chart(now, "24 h chart", DAY, 10),
    chart(now, "7 d chart", 7 * DAY, 10),
    chart(now, "7 d by minute, for CSV", 7 * DAY, null, 1),
    chart(now, "30 d chart", 30 * DAY, null),
    chart(now, "a year by day", 365 * DAY, null),
    chart(now, "a year by hour", 365 * DAY, null, 60),
  ];
  let held = true;
  for (const each of cases) {
    const own = await measure(bench.db, each, subjects);
    const few = each.limitMs === null ? subjects.slice(0, LONG_BASELINES) : subjects;
    const alone = { ...each, name: `- from minutes alone, ${few.length} services` };
    const base = await measureWithoutSums(bench, () => measure(bench.db, alone, few));
    if (!isDeepStrictEqual(own.answers.slice(0, few.length), base.answers)) {
      throw new Error(`${each.name}: the sums say something else`);
    }
    const same = { ...own, inside: own.inside.slice(0, few.length) };
    console.log(line(own, each.limitMs, `${times(base, same)} x`));
    console.log(line(base, null));
    console.error(dearest(own));
    held &&= each.limitMs === null || percentile(own.inside, 0.5) <= each.limitMs;
  }
  return held;
}

/** A client whose planner does as if there were no such scans. */
function without(url: string, ...scans: readonly string[]): PrismaClient {
  const asked = new URL(url);
  asked.searchParams.set("options", scans.map((scan) => `-c enable_${scan}=off`).join(" "));
  return createDb(asked.href, { max: 4, statementTimeoutMs: 300_000 });
}

async function measurePages(bench: Bench, subjects: readonly string[]): Promise<boolean> {
  const { db, now, url, runs } = bench;
  const home: Case = { name: "home", limitMs: 20, ask: (each) => readHome(context(each, now)) };
  const asked = await measure(
    db,
    home,
    Array.from({ length: runs + 1 }, () => ""),
  );
  // The first one of a client remembers nothing, like that of a front that has just started.
  const later = { ...asked, inside: asked.inside.slice(1), wall: asked.wall.slice(1), first: [] };
  console.log(line(later, 20));
  console.log(
    line({ ...later, name: "home, first of a front", inside: asked.inside.slice(0, 1), wall: [], explained: [] }, null),
  );
  console.error(dearest(asked));
  const page: Case = {
    name: "service page",
    limitMs: null,
    ask: (each, slug) => readService(slug, "24h", context(each, now)),
  };
  const service = await measure(db, page, subjects);
  console.log(line(service, null));
  console.error(dearest(service));
  const search: Case = { name: "search", limitMs: 20, ask: (each, query) => searchServices(each, query, 8) };
  const queries = Array.from({ length: runs }, (_, i) => SEARCHES[i % SEARCHES.length] ?? "");
  const found = await measure(db, search, queries);
  const scanning = without(url, "bitmapscan", "indexscan", "indexonlyscan");
  const scanned = await measure(
    scanning,
    { ...search, name: "- without its index" },
    queries.slice(0, SEARCHES.length),
  );
  console.log(line(found, 20, `${times(scanned, found)} x`));
  console.log(line(scanned, null));
  const unindexed = await measure(
    scanning,
    { ...chart(now, "", DAY, null), name: "24 h chart without indexes" },
    subjects.slice(0, 1),
  );
  console.log(line(unindexed, null));
  await scanning.$disconnect();
  return percentile(later.inside, 0.5) <= 20 && percentile(found.inside, 0.5) <= 20;
}

/** Measures everything and prints it. True: each figure that was promised is held in Postgres at the median. */
export async function measureAll(bench: Bench): Promise<boolean> {
  const slugs = (await listServices(bench.db)).sort((left, right) => left.id - right.id).map(({ slug }) => slug);
  const subjects = drawSubjects(slugs, bench.runs);
  console.log(
    "\n| asked for | in Postgres, ms p50 / p99 | answered, ms p50 / p99 | the first time | pages | limit, ms | baseline / own |",
  );
  console.log("| --- | --- | --- | --- | --- | --- | --- |");
  const charts = await measureCharts(bench, subjects);
  return (await measurePages(bench, subjects)) && charts;
}
