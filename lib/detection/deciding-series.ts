import { type Assessment, assess } from "#lib/detection/assess.ts";
import { riseOf } from "#lib/detection/collateral.ts";
import { mayRise, usualSums } from "#lib/detection/countries.ts";
import { expectation } from "#lib/detection/expectation.ts";
import type { Episode, Memory } from "#lib/detection/memory.ts";
import { RECENT_MINUTES, recentSums, sumsOf } from "#lib/detection/recent.ts";
import type { Series } from "#lib/detection/rise-minutes.ts";
import { sourcesIn } from "#lib/detection/sources.ts";
import { limits } from "#lib/detection/thresholds.ts";
import type { CountrySeries, Finding, JudgeInput } from "#lib/detection/verdict.ts";

/** A series and what it says. */
export interface Look {
  readonly series: Series;
  readonly found: Assessment;
}

/** What is judged of all reports, or of a country's: each from its own sources. A country is what a report says, and one provider can say it often. */
function withSources(input: JudgeInput, country: string | null): JudgeInput {
  return input.sources === null ? input : { ...input, sources: sourcesIn(input.sources, country) };
}

function wholeLook(given: JudgeInput): Look {
  const input = withSources(given, null);
  const sums = recentSums(input);
  const expected = expectation(input, sums, input.baseline, input.memory, input.commonFactor);
  const series = { country: null, input, sums, expected, wholeRise: null };
  return { series, found: assess(series) };
}

/** The share that a country usually has of the whole's networks; 0 where nothing is known of that. */
function shareOf(own: CountrySeries, { minute, known }: JudgeInput, whole: Look): number {
  const all = whole.series.expected.usual(RECENT_MINUTES) ?? 0;
  return all === 0 ? 0 : Math.min(1, usualSums(own, minute, known)(RECENT_MINUTES) / all);
}

/**
 * What a country's counts are judged by: an outage that ended in another country is none that they continue, or late reports of, but its minutes
 * are over for them, too; of one that ended in the whole the country has its share.
 */
function memoryOf(own: CountrySeries, input: JudgeInput, whole: Look): Memory {
  const { memory } = input;
  const { closed } = memory;
  if (closed === null || closed.country === own.country) return memory;
  if (closed.country !== null) return { ...memory, closed: { ...closed, peak15: 0, tail: 0, corrected: true } };
  const share = shareOf(own, input, whole);
  return { ...memory, closed: { ...closed, peak15: closed.peak15 * share, tail: closed.tail * share } };
}

function countryLook(given: JudgeInput, whole: Look, own: CountrySeries): Look {
  const { country, reports, networks, baseline } = own;
  const memory = memoryOf(own, given, whole);
  const input = { ...withSources(given, country), reports, networks, baseline, memory };
  const sums = recentSums(input);
  const expected = expectation(input, sums, baseline, memory, input.commonFactor, country);
  const mean = whole.series.expected.window(15)?.mean ?? 0;
  const wholeRise = riseOf(whole.series.sums.reports(15), mean * whole.series.expected.reportsPerNetwork);
  const series = { country, input, sums, expected, wholeRise };
  return { series, found: assess(series) };
}

/** What a country's counts may say while the whole says nothing. Many reports of few networks are seen in the whole. */
const TELLING: Readonly<Record<Finding, number>> = {
  quiet: 0,
  "late-reports": 0,
  "too-few-networks": 0,
  collateral: 1,
  possible: 2,
  outage: 3,
};

function beyond({ found }: Look): number {
  const { best } = found.scan;
  return best === null ? -Infinity : best.evidence - best.threshold;
}

function tellsMore(a: Look, b: Look): boolean {
  const by = TELLING[a.found.finding] - TELLING[b.found.finding];
  return by !== 0 ? by > 0 : beyond(a) > beyond(b);
}

/** Whether a country's counts can say anything at all. Nine of ten cannot, and are not looked at further. */
function canTell(own: CountrySeries, { minute, known }: JudgeInput): boolean {
  return own.baseline.days >= limits.matureDays && mayRise(sumsOf(own.networks, known), usualSums(own, minute, known));
}

function mostTelling(input: JudgeInput, whole: Look): Look | null {
  let most: Look | null = null;
  for (const own of input.countries) {
    if (!canTell(own, input)) continue;
    const look = countryLook(input, whole, own);
    if (TELLING[look.found.finding] > 0 && (most === null || tellsMore(look, most))) most = look;
  }
  return most;
}

/** Another country that still fails when it is calm where an outage was followed; null when there is none. */
function failsElsewhere(input: JudgeInput, whole: Look, { country, calmSince }: Episode): Look | null {
  if (country === null || calmSince === null) return null;
  const countries = input.countries.filter((other) => other.country !== country);
  const most = mostTelling({ ...input, countries }, whole);
  return most?.found.finding === "outage" ? most : null;
}

/** Where an outage is followed. */
function followedIn(input: JudgeInput, whole: Look, episode: Episode): Look {
  const elsewhere = failsElsewhere(input, whole, episode);
  if (elsewhere !== null) return elsewhere;
  const own = input.countries.find(({ country }) => country === episode.country);
  return own === undefined ? whole : countryLook(input, whole, own);
}

/**
 * The series that decides about a minute: the whole service's, or that of the one country whose own counts say most when the whole
 * drowns them. An outage that was seen in a country is followed there until it is seen in the whole, or in another country alone.
 */
export function decidingSeries(input: JudgeInput): Look {
  const whole = wholeLook(input);
  const { episode } = input.memory;
  if (whole.found.finding === "outage") return whole;
  if (episode !== null) return followedIn(input, whole, episode);
  const most = mostTelling(input, whole);
  if (most === null) return whole;
  return most.found.finding === "outage" || whole.found.finding === "quiet" ? most : whole;
}
