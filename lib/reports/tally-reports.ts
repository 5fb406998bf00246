import { sourceKey } from "#lib/buckets/source-key.ts";
import type { Decision } from "#lib/reports/decide-reports.ts";
import type { ReportRow } from "#lib/reports/report-row.ts";

/** What a batch adds to one bucket. */
export interface BucketTally {
  readonly serviceId: number;
  readonly minute: number;
  reports: number;
  works: number;
  back: number;
  repeats: number;
  setAside: number;
  networks: number;
}

export type Dimension = "problem" | "country" | "region" | "network" | "set-aside" | "began";

/** What a batch adds to one facet. */
export interface FacetTally {
  readonly serviceId: number;
  readonly minute: number;
  readonly dimension: Dimension;
  readonly key: string;
  reports: number;
  networks: number;
}

export interface Tallies {
  readonly buckets: readonly BucketTally[];
  readonly facets: readonly FacetTally[];
}

/** The key of a bucket within a batch. */
export function bucketKey(serviceId: number, minute: number): string {
  return `${serviceId} ${minute}`;
}

function addToBucket(bucket: BucketTally, row: ReportRow, decision: Decision): void {
  if (decision.disposition === "repeat") bucket.repeats += 1;
  else if (decision.disposition === "set-aside") bucket.setAside += 1;
  else if (row.kind === "works") bucket.works += 1;
  else if (row.kind === "back") bucket.back += 1;
  else {
    bucket.reports += 1;
    bucket.networks += decision.isNewNetwork ? 1 : 0;
  }
}

/** The facets of one report: of a counted problem what, where and how many minutes ago it began, of one set aside why, of others none. */
function entriesOf(row: ReportRow, decision: Decision): readonly (readonly [Dimension, string | null])[] {
  if (decision.disposition === "set-aside") return [["set-aside", decision.reason]];
  if (decision.disposition === "repeat" || row.kind !== "problem") return [];
  return [
    ["problem", row.problem],
    ["country", row.country],
    ["region", row.region],
    ["network", row.asn === null ? null : sourceKey(row.asn, row.country)],
    ["began", row.beganMinutesAgo === null ? null : String(row.beganMinutesAgo)],
  ];
}

/** Adds up a decided batch by bucket and facet, in no order. */
export function tallyReports(rows: readonly ReportRow[], decisions: readonly Decision[]): Tallies {
  const buckets = new Map<string, BucketTally>();
  const facets = new Map<string, FacetTally>();
  for (const [index, row] of rows.entries()) {
    const decision = decisions[index];
    if (decision === undefined) throw new Error("a report was not decided on");
    const { serviceId, minute } = row;
    const at = bucketKey(serviceId, minute);
    let bucket = buckets.get(at);
    if (bucket === undefined) {
      bucket = { serviceId, minute, reports: 0, works: 0, back: 0, repeats: 0, setAside: 0, networks: 0 };
      buckets.set(at, bucket);
    }
    addToBucket(bucket, row, decision);
    for (const [dimension, key] of entriesOf(row, decision)) {
      if (key === null) continue;
      const name = `${at} ${dimension} ${key}`;
      let facet = facets.get(name);
      if (facet === undefined) {
        facet = { serviceId, minute, dimension, key, reports: 0, networks: 0 };
        facets.set(name, facet);
      }
      facet.reports += 1;
      facet.networks += decision.isNewNetwork ? 1 : 0;
    }
  }
  return { buckets: [...buckets.values()], facets: [...facets.values()] };
}
