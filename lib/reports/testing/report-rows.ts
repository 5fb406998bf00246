import type { ReportRow } from "#lib/reports/report-row.ts";

export const MINUTE = 29_000_000;

/** A candidate of person `person` of service 1, from an address and a block of its own unless the test says otherwise. */
export function reportRow(person: number, changes: Partial<ReportRow> = {}): ReportRow {
  return {
    id: `id ${person}`,
    serviceId: 1,
    minute: MINUTE,
    kind: "problem",
    problem: "app",
    beganMinutesAgo: null,
    country: "US",
    region: null,
    note: null,
    reporter: `reporter ${person}`,
    previous: null,
    address: `address ${person}`,
    network: `network ${person}`,
    asn: "as:1",
    setAside: null,
    key: null,
    bodyHash: "body",
    ...changes,
  };
}
