import { addMinutes, asMinute, minuteToMs } from "#lib/buckets/minute.ts";
import type { IncidentSnapshot } from "#lib/live/incident-snapshot.ts";
import type { ServiceSnapshot } from "#lib/live/snapshot.ts";
import { at, incidentOf, outbreak, planSeries } from "#lib/publish/testing/chart-fixtures.ts";

const SERVICE: ServiceSnapshot["service"] = {
  slug: "chatgpt",
  name: "ChatGPT",
  category: { key: "ai", name: "AI" },
  network: false,
  country: null,
  statusUrl: null,
  retired: false,
  parent: null,
  problems: [{ key: "login", label: "Login" }],
};

const PROBLEMS = [
  { key: "login", label: "Login", reports: 62, percent: 62 },
  { key: "app", label: "App", reports: 38, percent: 38 },
];

const RECEIVED = { counted: 48_210, repeats: 1_200, setAside: 300, received: 49_710 };
const START = at("2024-11-09T00:03Z");

/** A day of a service in the half hour after an outage began. */
export function serviceSnapshot(change: Partial<ServiceSnapshot> = {}): ServiceSnapshot {
  const to = at("2024-11-09T00:35Z");
  const excess = outbreak(at("2024-11-09T00:00Z"), 6_300, 15, 40);
  return {
    asOf: minuteToMs(asMinute(to - 1)) + 20_000,
    mode: "live",
    service: SERVICE,
    state: "outage",
    since: START,
    reason: "16,794 reports in 15 minutes where about 38 are usual",
    verdict: null,
    incidentId: "2024-11-09-chatgpt",
    reports15: 16_794,
    missed15: 0,
    expected15: 38,
    series: planSeries({ to, minutes: 1_440, step: 5, usual: 20, excess }),
    gaps: [],
    incidents: [incidentOf({})],
    problems: PROBLEMS,
    places: [],
    worksPercent: null,
    received: RECEIVED,
    siblings: [],
    together: null,
    pastIncidents: [],
    official: [],
    ...change,
  };
}

/** The record of an incident that ended, two days later. */
export function incidentSnapshot(change: Partial<IncidentSnapshot> = {}): IncidentSnapshot {
  const ended = { from: at("2024-11-09T02:10Z"), to: at("2024-11-09T02:35Z") };
  const to = at("2024-11-09T03:35Z");
  const excess = outbreak(at("2024-11-09T00:00Z"), 1_260, 15, 20);
  return {
    asOf: minuteToMs(addMinutes(to, 2_880)),
    settled: addMinutes(to, 2_880),
    mode: "live",
    incident: incidentOf({ ended }),
    service: SERVICE,
    state: "normal",
    correction: null,
    figures: {
      peak15: { reports: 19_043, from: at("2024-11-09T00:15Z"), missed: 0 },
      peak1: { reports: 1_400, minute: at("2024-11-09T00:19Z") },
      total: 48_210,
      ratio: 312.4,
      expected15: 61,
      firstFlag: at("2024-11-09T00:05Z"),
      began: null,
      worksPercent: null,
      received: RECEIVED,
      setAsideReasons: [],
    },
    series: planSeries({ to, minutes: 275, step: 1, usual: 4, excess }),
    expectedFrom: "record",
    problems: PROBLEMS,
    places: [],
    events: [],
    official: [],
    revisions: [],
    flag: null,
    together: null,
    ...change,
  };
}
