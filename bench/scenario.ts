import { z } from "zod";
import { type Minute, minuteToMs, parseMinute } from "#lib/buckets/minute.ts";

const minute = z.string().transform((text, context): Minute => {
  const value = parseMinute(text);
  if (value !== null) return value;
  context.addIssue({ code: "custom", message: `${text} is not a UTC minute such as 2024-11-09T00:03Z` });
  return z.NEVER;
});

/** Shares by key, normalised: the press prints sets that sum to 101 %. */
const shares = z.record(z.string(), z.number().positive()).transform((given) => {
  const sum = Object.values(given).reduce((total, share) => total + share, 0);
  return Object.fromEntries(Object.entries(given).map(([key, share]) => [key, share / sum]));
});

const pair = z.tuple([z.string(), z.string()]);

const serviceSchema = z.strictObject({
  slug: z.string(),
  normal15: z.number().positive(),
  points: z
    .array(z.tuple([minute, z.number().nonnegative()]).transform(([at, reports15]) => ({ minute: at, reports15 })))
    .min(2)
    .refine((points) => points.every((point, i) => i === 0 || point.minute > (points[i - 1]?.minute ?? 0)), {
      error: "points must be in order of time",
    }),
  problems: shares,
  countries: shares,
});

const scenarioSchema = z.strictObject({
  id: z.string(),
  title: z.string(),
  grade: z.string(),
  unit: z.string(),
  note: z.string(),
  services: z.array(serviceSchema).min(1),
  official: z.array(z.strictObject({ at: minute, service: z.string(), text: z.string() })),
  expect: z.strictObject({
    /** Every service of the first event must have left the state normal by then. */
    flagBy: minute.optional(),
    incidents: z.record(z.string(), z.int().nonnegative()),
    everyIncidentCount: z.int().optional(),
    collateral: z.array(pair).default([]),
    denied: z.array(z.string()).default([]),
    resolvedBetween: z.tuple([minute, minute]).optional(),
    leadOverOfficialMinutes: z.tuple([z.number(), z.number()]).optional(),
    countryOrder: z.array(z.string()).optional(),
    grouped: z.boolean().optional(),
    nothingLost: z.boolean().optional(),
    sharesSumTo: z.number().optional(),
  }),
  sources: z.array(z.string()),
});

/** An outage that happened, as the press printed it: curves of reports per 15 minutes, and what must come out. */
export type Scenario = z.infer<typeof scenarioSchema>;
export type ScenarioService = Scenario["services"][number];

/** Reads a scenario file's JSON. Throws ZodError that names what is wrong. */
export function parseScenario(json: unknown): Scenario {
  return scenarioSchema.parse(json);
}

/** The curve at a time in minutes: straight lines between its points, `normal15` before the first and after the last. */
function reports15At({ points, normal15 }: ScenarioService, time: number): number {
  const next = points.findIndex((point) => point.minute > time);
  const [left, right] = [points[next - 1], points[next]];
  if (left === undefined || right === undefined) return normal15;
  const along = (time - left.minute) / (right.minute - left.minute);
  return left.reports15 + along * (right.reports15 - left.reports15);
}

/** Mean reports of the minute that starts at `at`: the curve at that minute's middle, divided by 15. */
export function ratePerMinute(service: ScenarioService, at: Minute): number {
  return reports15At(service, at + 0.5) / 15;
}

/** First and last minute that any curve of the scenario names. */
export function scenarioSpan(scenario: Scenario): { readonly from: Minute; readonly to: Minute } {
  const minutes = scenario.services.flatMap((service) => service.points.map((point) => point.minute));
  return { from: Math.min(...minutes) as Minute, to: Math.max(...minutes) as Minute };
}

/** A scenario that is over at `to`: its curves are cut there, and what is expected of later minutes is not asked. `to` lies after each curve's first point. */
export function cutScenario(scenario: Scenario, to: Minute): Scenario {
  const services = scenario.services.map((service) => {
    const last = { minute: to, reports15: reports15At(service, to) };
    return { ...service, points: [...service.points.filter(({ minute }) => minute < to), last] };
  });
  const { resolvedBetween: _, ...expected } = scenario.expect;
  return { ...scenario, services, expect: expected };
}

/** Milliseconds since the epoch at which the scenario's first curve starts. */
export function scenarioStartMs(scenario: Scenario): number {
  return minuteToMs(scenarioSpan(scenario).from);
}
