import type { FedFigures } from "#bench/replay-plan.ts";
import type { Scenario } from "#bench/scenario.ts";
import { formatMinute, type Minute } from "#lib/buckets/minute.ts";

/** An incident as the instance's public API tells it. */
export interface ObservedIncident {
  readonly id: string;
  readonly level: string;
  /** When the state left normal. */
  readonly flagged: Minute;
  readonly ended: { readonly from: Minute; readonly to: Minute } | null;
  readonly peak15: number;
  readonly sharesSum: number | null;
  /** Country codes, most reports first. */
  readonly countries: readonly string[];
}

/** What came out for one service in the replayed span. */
export interface ObservedService {
  readonly counted: number;
  readonly incidents: readonly ObservedIncident[];
}

export type Observed = Readonly<Record<string, ObservedService>>;

/** One line of the table that a replay ends with. */
export interface Check {
  readonly what: string;
  readonly expected: string;
  readonly cameOut: string;
  readonly ok: boolean;
}

export interface ExpectOptions {
  /** Below 1 a scenario may be flagged `SCALED_DELAY` minutes later: fewer reports say less. */
  readonly scale: number;
  readonly fed: Readonly<Record<string, FedFigures>>;
}

const SCALED_DELAY = 5;
/** An incident may begin or end within its highest quarter; the press itself rounds more. */
const PEAK_TOLERANCE = 0.02;
const incidentsOf = (observed: Observed, slug: string) => observed[slug]?.incidents ?? [];

function firstFlag(observed: Observed, slug: string): Minute | null {
  const flags = incidentsOf(observed, slug).map((incident) => incident.flagged);
  return flags.length === 0 ? null : (Math.min(...flags) as Minute);
}

const spoken = (minute: Minute | null) => (minute === null ? "never" : formatMinute(minute));

/** The service that the scenario is about: the first one, whose flag and end are expected. */
function mainService(scenario: Scenario): string {
  return scenario.services[0]?.slug ?? "";
}

function checkFlag(scenario: Scenario, observed: Observed, delay: number): Check[] {
  const { flagBy } = scenario.expect;
  if (flagBy === undefined) return [];
  const flagged = firstFlag(observed, mainService(scenario));
  return [
    {
      what: `${mainService(scenario)} leaves normal`,
      expected: `by ${formatMinute(flagBy)}${delay > 0 ? ` + ${delay} min` : ""}`,
      cameOut: spoken(flagged),
      ok: flagged !== null && flagged <= flagBy + delay,
    },
  ];
}

function checkCounts(scenario: Scenario, observed: Observed): Check[] {
  return Object.entries(scenario.expect.incidents).map(([slug, count]) => ({
    what: `incidents of ${slug}`,
    expected: String(count),
    cameOut: String(incidentsOf(observed, slug).length),
    ok: incidentsOf(observed, slug).length === count,
  }));
}

/** A healthy service may be named beside the failing one, but it may not be called an outage. */
function checkCollateral(scenario: Scenario, observed: Observed): Check[] {
  const healthy = [...scenario.expect.collateral.map(([slug]) => slug), ...scenario.expect.denied];
  return [...new Set(healthy)].map((slug) => {
    const outages = incidentsOf(observed, slug).filter((incident) => incident.level === "outage");
    return {
      what: `${slug} is not accused`,
      expected: "no outage",
      cameOut: outages.length === 0 ? "no outage" : outages.map((incident) => incident.id).join(", "),
      ok: outages.length === 0,
    };
  });
}

function checkEnd(scenario: Scenario, observed: Observed): Check[] {
  const { resolvedBetween } = scenario.expect;
  if (resolvedBetween === undefined) return [];
  const [from, to] = resolvedBetween;
  const ended = incidentsOf(observed, mainService(scenario)).at(-1)?.ended ?? null;
  return [
    {
      what: `${mainService(scenario)} is back`,
      expected: `${formatMinute(from)} to ${formatMinute(to)}`,
      cameOut: ended === null ? "not yet" : `${formatMinute(ended.from)} to ${formatMinute(ended.to)}`,
      ok: ended !== null && ended.to >= from && ended.from <= to,
    },
  ];
}

function checkLead(scenario: Scenario, observed: Observed, delay: number): Check[] {
  const range = scenario.expect.leadOverOfficialMinutes;
  const official = scenario.official.find((update) => update.service === mainService(scenario));
  if (range === undefined || official === undefined) return [];
  const flagged = firstFlag(observed, mainService(scenario));
  const lead = flagged === null ? null : official.at - flagged;
  return [
    {
      what: "lead over the official update",
      expected: `${range[0] - delay} to ${range[1]} min`,
      cameOut: lead === null ? "none" : `${lead} min`,
      ok: lead !== null && lead >= range[0] - delay && lead <= range[1],
    },
  ];
}

function checkShares(scenario: Scenario, observed: Observed): Check[] {
  const incident = incidentsOf(observed, mainService(scenario))[0];
  const { sharesSumTo, countryOrder } = scenario.expect;
  const checks: Check[] = [];
  if (sharesSumTo !== undefined) {
    const sum = incident?.sharesSum ?? null;
    checks.push({
      what: "shares by problem sum to",
      expected: `${sharesSumTo} %`,
      cameOut: `${sum ?? "none"} %`,
      ok: sum === sharesSumTo,
    });
  }
  if (countryOrder !== undefined) {
    const order = (incident?.countries ?? []).filter((country) => countryOrder.includes(country)).join(", ");
    checks.push({
      what: "order of countries",
      expected: countryOrder.join(", "),
      cameOut: order,
      ok: order === countryOrder.join(", "),
    });
  }
  return checks;
}

function checkFigures(scenario: Scenario, observed: Observed, options: ExpectOptions): Check[] {
  return scenario.services.flatMap(({ slug }) => {
    const fed = options.fed[slug];
    if (fed === undefined) return [];
    const counted = observed[slug]?.counted ?? 0;
    const total: Check = {
      what: `reports of ${slug} counted`,
      expected: `${fed.total} fed`,
      cameOut: String(counted),
      ok: counted === fed.total,
    };
    const [incident, second] = incidentsOf(observed, slug);
    if (incident === undefined || second !== undefined) return [total];
    const off = Math.abs(incident.peak15 - fed.peak15) / Math.max(fed.peak15, 1);
    return [
      total,
      {
        what: `peak, 15 min, of ${slug}`,
        expected: `${fed.peak15} at ${formatMinute(fed.peak15Minute)}`,
        cameOut: String(incident.peak15),
        ok: off <= PEAK_TOLERANCE,
      },
    ];
  });
}

/** Compares every expectation of a scenario with what the instance's API says after the replay. */
export function checkExpectations(scenario: Scenario, observed: Observed, options: ExpectOptions): Check[] {
  const delay = options.scale < 1 ? SCALED_DELAY : 0;
  return [
    ...checkFlag(scenario, observed, delay),
    ...checkCounts(scenario, observed),
    ...checkCollateral(scenario, observed),
    ...checkEnd(scenario, observed),
    ...checkLead(scenario, observed, delay),
    ...checkShares(scenario, observed),
    ...checkFigures(scenario, observed, options),
  ];
}

/** The table "expected / came out / ok", columns aligned, one check a line. */
export function formatChecks(checks: readonly Check[]): string {
  const rows = [
    ["", "expected", "came out", "ok"],
    ...checks.map((check) => [check.what, check.expected, check.cameOut, check.ok ? "yes" : "NO"]),
  ];
  const widths = [0, 1, 2].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join("  ")).join("\n");
}
