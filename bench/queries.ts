// npm run bench:queries -- [--buckets 51000000] [--services 35000] [--days 365] [--runs 100] [--folder <kept data>]
import "#bench/quiet-log.ts";
import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { loadavg, tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import pg from "pg";
import { z } from "zod";
import { measureAll } from "#bench/queries-cases.ts";
import { printSizes } from "#bench/queries-sizes.ts";
import { drawWorld, FACET_DAYS } from "#bench/queries-world.ts";
import { addMinutes, asMinute, floorToStep, minuteOf } from "#lib/buckets/minute.ts";
import { rollUpFacets } from "#lib/buckets/roll-up.db.ts";
import { checkRollUp } from "#lib/buckets/roll-up.job.ts";
import { createDb } from "#lib/db.ts";
import type { PrismaClient } from "#lib/generated/prisma/client.ts";
import { flatBaseline } from "#lib/live/testing/world.ts";
import { migrate } from "#server/migrate.ts";
import { startPostgres } from "#server/postgres.ts";
import { seedCatalogue } from "#server/seed.ts";

const ROOT = resolve(import.meta.dirname, "..");
const DAY = 1_440;
const CHECKED_DAYS = 3;
const TIMEOUT_MS = 900_000;
/** Nothing here must outlive the machine; the rest is what every instance runs with. */
const SETTINGS = { fsync: "off", wal_level: "minimal", max_wal_senders: "0" };
const drawnSchema = z.object({ services: z.number(), days: z.number(), buckets: z.number(), to: z.number() });

const whole = z.coerce.number().int().positive();
const optionsSchema = z.object({
  services: whole.default(35_000),
  days: whole.max(366).default(365),
  buckets: whole.default(51_000_000),
  runs: whole.default(100),
  folder: z.string().optional(),
});

const options = optionsSchema.parse(
  parseArgs({
    options: {
      services: { type: "string" },
      days: { type: "string" },
      buckets: { type: "string" },
      runs: { type: "string" },
      folder: { type: "string" },
    },
  }).values,
);

const seconds = (since: number) => `${((performance.now() - since) / 1_000).toFixed(0)} s`;

async function draw(client: pg.Client, db: PrismaClient, note: string): Promise<z.infer<typeof drawnSchema>> {
  if (existsSync(note)) return drawnSchema.parse(JSON.parse(await readFile(note, "utf8")));
  const startedAt = performance.now();
  const { services, days, buckets } = options;
  const size = { services, days, buckets, to: minuteOf(Date.now()) };
  const told = (text: string) => console.error(`${seconds(startedAt)}: ${text}`);
  await drawWorld(client, size, JSON.stringify(flatBaseline(0.2)), told);
  const to = floorToStep(asMinute(size.to - 180), 60);
  await rollUpFacets(db, { from: addMinutes(to, -FACET_DAYS * DAY), to });
  await client.query("vacuum analyze hour_facet");
  await writeFile(note, JSON.stringify(size));
  console.log(`drawn in ${seconds(startedAt)}`);
  return size;
}

/** The sums must be what the product's own roll-up would have made: it is let loose on some days, and must find nothing to mend. */
async function checkSums(db: PrismaClient, days: number): Promise<void> {
  let mended = 0;
  let day: number | null = null;
  const startedAt = performance.now();
  for (let turn = 0; turn < CHECKED_DAYS; turn += 1) {
    const checked = await checkRollUp(db, day);
    mended += checked.mended;
    day = (checked.nextDay ?? 0) + Math.floor(days / CHECKED_DAYS) - 1;
  }
  if (mended > 0) throw new Error(`the drawn sums are wrong in ${mended} rows`);
  const each = (performance.now() - startedAt) / CHECKED_DAYS;
  console.log(
    `the roll-up of a whole day takes ${each.toFixed(0)} ms; of ${CHECKED_DAYS} days every sum is the minutes'`,
  );
}

async function main(): Promise<boolean> {
  const folder = options.folder ?? (await mkdtemp(join(tmpdir(), "groundswell-queries-")));
  const postgres = await startPostgres({ folder, settings: SETTINGS });
  const client = new pg.Client({
    connectionString: postgres.url,
    options: "-c maintenance_work_mem=1GB -c work_mem=128MB -c temp_buffers=512MB",
  });
  const db = createDb(postgres.url, { max: 8, statementTimeoutMs: TIMEOUT_MS });
  try {
    await migrate(postgres.url, join(ROOT, "prisma/migrations"));
    await client.connect();
    if (!existsSync(join(folder, "drawn.json"))) await seedCatalogue(db, join(ROOT, "prisma/catalogue"));
    const size = await draw(client, db, join(folder, "drawn.json"));
    const { rows } = await client.query<{ services: number; buckets: string }>(
      "select (select count(*)::int from service) as services, (select count(*) from minute_bucket) as buckets",
    );
    console.log(
      `${rows[0]?.services.toLocaleString("en")} services, ${Number(rows[0]?.buckets).toLocaleString("en")} minute buckets in ${size.days} days; facets of the last ${FACET_DAYS} days only`,
    );
    console.log(
      `load average at the start ${loadavg()
        .map((load) => load.toFixed(1))
        .join(", ")}`,
    );
    await checkSums(db, size.days);
    await printSizes(client);
    return await measureAll({ db, client, url: postgres.url, now: asMinute(size.to), runs: options.runs });
  } finally {
    await db.$disconnect();
    await client.end();
    await postgres.stop();
    if (options.folder === undefined) await rm(folder, { recursive: true, force: true });
  }
}

process.exit((await main()) ? 0 : 1);
