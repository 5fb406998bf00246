import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { z } from "zod";
import { readMinute } from "#bench/detection-world.ts";
import { ratioAlarms, rollingAlarms } from "#bench/textbook-detectors.ts";
import { watchWorld } from "#bench/watch-world.ts";
import { addMinutes, asMinute, type Minute } from "#lib/buckets/minute.ts";

/** A series of counts of five minutes, with the windows in which people saw something happen. */
export interface NabSeries {
  readonly name: string;
  readonly from: Minute;
  readonly counts: readonly number[];
  readonly windows: readonly { readonly from: Minute; readonly to: Minute }[];
}

export interface NabScore {
  readonly detector: string;
  readonly series: string;
  readonly found: number;
  readonly windows: number;
  /** Alarms outside of every window. */
  readonly falses: number;
  readonly days: number;
}

export const STEP = 5;
/** Days that are not scored: everybody learns first. */
const WARM_UP_DAYS = 3;

const windowsSchema = z.record(z.string(), z.array(z.tuple([z.string(), z.string()])));
const minuteOfText = (text: string) => readMinute(text.slice(0, 16).replace(" ", "T"));

/** Reads the benchmark's series and their labelled windows (windows.json). */
export function readNab(folder: string): NabSeries[] {
  const windows = windowsSchema.parse(JSON.parse(readFileSync(join(folder, "windows.json"), "utf8")));
  const names = readdirSync(folder).filter((name) => name.endsWith(".csv"));
  return names.sort().map((name) => {
    const lines = readFileSync(join(folder, name), "utf8").trim().split(/\r?\n/).slice(1);
    const [first = ""] = lines;
    const from = minuteOfText(first);
    const counts: number[] = [];
    for (const line of lines) {
      const [at = "", value = "0"] = line.split(",");
      counts[Math.round((minuteOfText(at) - from) / STEP)] = Number(value);
    }
    const labelled = (windows[name] ?? []).map(([start, end]) => ({
      from: minuteOfText(start),
      to: minuteOfText(end),
    }));
    return { name: basename(name, ".csv"), from, counts: Array.from(counts, (count) => count ?? 0), windows: labelled };
  });
}

/** The minutes at which our detector opens an incident. A count of five minutes is spread over the five that it covers. */
export function ownAlarms({ name, from, counts }: NabSeries): Minute[] {
  const minutes = counts.flatMap((count) =>
    Array.from({ length: STEP }, (_, i) => Math.floor((count * (i + 1)) / STEP) - Math.floor((count * i) / STEP)),
  );
  const to = addMinutes(from, minutes.length);
  const kin = { id: 1, slug: name, name, category: "press", parentId: null, isNetwork: false };
  const services = [{ kin, firstSeen: from, reports: minutes, networks: minutes }];
  const world = { from, to, known: minutes.map(() => true), services };
  return [...watchWorld(world, from, to)]
    .flatMap((step) => step.changes)
    .filter(({ change }) => change.transition.kind === "opened")
    .map(({ change }) => change.minute);
}

/** Counts windows with an alarm, and alarms without a window, after the warm-up. */
export function scoreAlarms(detector: string, series: NabSeries, alarms: readonly Minute[]): NabScore {
  const { name, from, counts } = series;
  const scoredFrom = addMinutes(from, WARM_UP_DAYS * 1440);
  const scored = series.windows.filter((window) => window.to > scoredFrom);
  const inWindow = (at: Minute, window: { from: Minute; to: Minute }) => at >= window.from && at <= window.to;
  const late = alarms.filter((at) => at >= scoredFrom);
  return {
    detector,
    series: name,
    found: scored.filter((window) => late.some((at) => inWindow(at, window))).length,
    windows: scored.length,
    falses: late.filter((at) => !series.windows.some((window) => inWindow(at, window))).length,
    days: (counts.length * STEP) / 1440 - WARM_UP_DAYS,
  };
}

/** All series through our detector and two that every textbook has. */
export function scoreNab(all: readonly NabSeries[]): NabScore[] {
  const at = ({ from }: NabSeries, slots: readonly number[]) => slots.map((slot) => asMinute(from + (slot + 1) * STEP));
  return all.flatMap((series) => [
    scoreAlarms("this detector", series, ownAlarms(series)),
    scoreAlarms("rolling z, 3 sd", series, at(series, rollingAlarms(series.counts, 3))),
    scoreAlarms("rolling z, 8 sd", series, at(series, rollingAlarms(series.counts, 8))),
    scoreAlarms("seasonal ratio x 3", series, at(series, ratioAlarms(series.counts, 3))),
  ]);
}

/** A line per detector and series, and a sum per detector. */
export function formatNab(scores: readonly NabScore[]): string {
  const lines = [...Map.groupBy(scores, (score) => score.detector)].flatMap(([detector, own]) => {
    const sum = (pick: (score: NabScore) => number) => own.reduce((total, score) => total + pick(score), 0);
    const rows = own.map(({ series, found, windows, falses }) => `  ${series}: ${found}/${windows}, ${falses} false`);
    const rate = ((30 * sum(({ falses }) => falses)) / sum(({ days }) => days)).toFixed(1);
    const head = `${detector}: ${sum(({ found }) => found)}/${sum(({ windows }) => windows)} windows, ${sum(({ falses }) => falses)} false (${rate} a series and month)`;
    return [head, ...rows];
  });
  return lines.join("\n");
}
