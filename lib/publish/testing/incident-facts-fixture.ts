import { minuteToMs } from "#lib/buckets/minute.ts";
import type { IncidentFacts } from "#lib/publish/incident-facts.ts";
import { at } from "#lib/publish/testing/chart-fixtures.ts";

/** Facts of an incident that is over, with every datum. */
export function incidentFacts(change: Partial<IncidentFacts> = {}): IncidentFacts {
  return {
    asOf: minuteToMs(at("2024-11-09T03:00Z")),
    settled: at("2024-11-09T03:00Z"),
    mode: "live",
    service: { name: "ChatGPT" },
    incident: {
      id: "2024-11-09-chatgpt",
      started: at("2024-11-09T00:03Z"),
      ended: { from: at("2024-11-09T00:40Z"), to: at("2024-11-09T00:55Z") },
      corrected: null,
    },
    figures: {
      peak15: { reports: 19_043, from: at("2024-11-09T00:15Z"), missed: 0 },
      peak1: { reports: 1_400, minute: at("2024-11-09T00:19Z") },
      total: 48_210,
      ratio: 300.4,
      expected15: 63.4,
      firstFlag: at("2024-11-09T00:05Z"),
      worksPercent: 12,
    },
    problem: { key: "login", label: "Log in", percent: 62 },
    companyFirst: at("2024-11-09T00:21Z"),
    ...change,
  };
}
