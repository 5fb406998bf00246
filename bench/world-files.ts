import { createWriteStream, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import { utcOffset } from "#bench/world-activity.ts";
import { type DrawnService, drawService } from "#bench/world-draw.ts";
import { isScored } from "#bench/world-outages.ts";
import type { Distractor, PlannedOutage, WorldPlan } from "#bench/world-plan.ts";
import { addMinutes, type Minute } from "#lib/buckets/minute.ts";

const iso = (minute: Minute) => new Date(minute * 60_000).toISOString().slice(0, 16);
const csv = (head: string, rows: readonly (readonly (string | number)[])[]) =>
  `${[head, ...rows.map((row) => row.join(","))].join("\n")}\n`;
const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
const rounded = (value: number, digits: number) => Number(value.toFixed(digits));

/** The rows of services.csv: what a detector may know of each service. */
function servicesCsv(plan: WorldPlan): string {
  const rows = plan.services.map(({ slug, group, places, firstSeen }) => {
    const names = places.map(({ place }) => place);
    return [slug, group, names.join(" "), utcOffset(names[0] ?? "", plan.from), iso(firstSeen)];
  });
  return csv("service,group,countries,main_utc_offset_min,first_seen", rows);
}

function gapsCsv(plan: WorldPlan): string {
  const rows = plan.gaps.map(({ from, to }) => [iso(from), iso(to), iso(to)]);
  return csv("start,end,known_to_detector_at", rows);
}

function outageRow(plan: WorldPlan, outage: PlannedOutage): (string | number)[] {
  const { id, service, start, faultEnd, signalEnd, shape, size, snr, excess, baseline, place, event } = outage;
  const own = plan.services[service];
  const peak = Math.max(...excess);
  return [
    id,
    own?.slug ?? "",
    own?.sizeClass ?? "",
    iso(start),
    iso(faultEnd),
    iso(signalEnd),
    shape,
    size,
    rounded(snr, 2),
    rounded(peak, 3),
    rounded(sum(excess), 1),
    rounded(sum(excess.slice(0, 30)), 1),
    rounded(baseline, 4),
    rounded(1 + peak / Math.max(baseline, 1e-4), 2),
    place ?? "",
    event ?? "",
    isScored(plan, plan.gaps, outage) ? 1 : 0,
  ];
}

function outagesCsv(plan: WorldPlan): string {
  const head =
    "id,service,svc_class,start,fault_end,signal_end,shape,size,snr,peak_per_min,total_excess,excess_30min,baseline_per_min,ratio_peak,country,event,scored";
  return csv(
    head,
    plan.outages.map((outage) => outageRow(plan, outage)),
  );
}

function distractorRow(plan: WorldPlan, { service, start, end, kind, amount, src }: Distractor): (string | number)[] {
  const scored = start >= plan.scoredFrom ? 1 : 0;
  return [plan.services[service]?.slug ?? "", iso(start), iso(end), kind, scored, rounded(amount, 2), src];
}

function distractorsCsv(plan: WorldPlan): string {
  const rows = plan.distractors.map((distractor) => distractorRow(plan, distractor));
  return csv("service,start,end,kind,scored,amount,src", rows);
}

function servicesTruthCsv(plan: WorldPlan): string {
  const rows = plan.services.map(({ slug, sizeClass, reportsPerDay, profile, shift, firstSeen }) => [
    slug,
    sizeClass,
    rounded(reportsPerDay, 3),
    profile,
    shift === null ? "" : `${iso(shift.at)} x${shift.factor}`,
    iso(firstSeen),
  ]);
  return csv("service,class,reports_per_day,profile,level_shift,first_seen", rows);
}

/** Lines of reports.csv of one service: minutes without a report have none. */
function countLines(plan: WorldPlan, slug: string, drawn: DrawnService): string[] {
  const lines: string[] = [];
  for (const [i, presses] of drawn.presses.entries()) {
    if (presses === 0) continue;
    lines.push(`${slug},${iso(addMinutes(plan.from, i))},${presses},${drawn.reporters[i]},${drawn.networks[i]}`);
  }
  return lines;
}

/** Lines of reports_by_country.csv of one service; none where it has one country, whose counts are the whole. */
function countryLines(plan: WorldPlan, slug: string, drawn: DrawnService): string[] {
  if (drawn.places.length < 2) return [];
  const lines: string[] = [];
  for (let i = 0; i < drawn.reporters.length; i += 1) {
    if (drawn.reporters[i] === 0) continue;
    const minute = iso(addMinutes(plan.from, i));
    for (const { place, reporters, networks } of drawn.places) {
      if (reporters[i] !== 0) lines.push(`${slug},${minute},${place},${reporters[i]},${networks[i]}`);
    }
  }
  return lines;
}

const writePacked = (path: string, chunks: Iterable<string>) =>
  pipeline(Readable.from(chunks), createGzip(), createWriteStream(path));

/**
 * Writes a world in the benchmark's form into a folder. One service at a time is drawn, twice: once for each of the large
 * files, which stream. Returns how many rows reports.csv has.
 */
export async function writeWorld(folder: string, plan: WorldPlan, name: string): Promise<number> {
  const truth = join(folder, "truth");
  mkdirSync(truth, { recursive: true });
  let rows = 0;
  function* services(head: string, linesOf: typeof countLines, isCounted: boolean) {
    yield `${head}\n`;
    for (const [index, { slug }] of plan.services.entries()) {
      const lines = linesOf(plan, slug, drawService(plan, index));
      if (isCounted) rows += lines.length;
      if (lines.length > 0) yield `${lines.join("\n")}\n`;
    }
  }
  const counts = services("service,minute,count,reporters,networks", countLines, true);
  await writePacked(join(folder, "reports.csv.gz"), counts);
  const countries = services("service,minute,country,reporters,networks", countryLines, false);
  await writePacked(join(folder, "reports_by_country.csv.gz"), countries);
  writeFileSync(join(folder, "services.csv"), servicesCsv(plan));
  writeFileSync(join(folder, "ingest_gaps.csv"), gapsCsv(plan));
  writeFileSync(join(truth, "outages.csv"), outagesCsv(plan));
  writeFileSync(join(truth, "distractors.csv"), distractorsCsv(plan));
  writeFileSync(join(truth, "services_truth.csv"), servicesTruthCsv(plan));
  const manifest = {
    seed: plan.seed,
    mixture: name,
    services: plan.services.length,
    days: plan.mixture.days,
    warmup_days: plan.mixture.warmUpDays,
    t0: iso(plan.from),
    t_end: iso(plan.to),
    score_from: iso(plan.scoredFrom),
    rows,
    outages: plan.outages.length,
    outages_scored: plan.outages.filter((outage) => isScored(plan, plan.gaps, outage)).length,
    distractors: plan.distractors.length,
  };
  writeFileSync(join(truth, "manifest.json"), `${JSON.stringify(manifest, null, 1)}\n`);
  return rows;
}
