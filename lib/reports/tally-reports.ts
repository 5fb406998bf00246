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

/** The facets of a batch, by their names. */
class FacetTallies {
  readonly #facets = new Map<string, FacetTally>();

  /** Adds one report; nothing where it has no key. */
  #add({ serviceId, minute }: ReportRow, dimension: Dimension, key: string | null, isNewNetwork: boolean): void {
    if (key === null) return;
    const name = `${bucketKey(serviceId, minute)} ${dimension} ${key}`;
    let facet = this.#facets.get(name);
    if (facet === undefined) {
      facet = { serviceId, minute, dimension, key, reports: 0, networks: 0 };
      this.#facets.set(name, facet);
    }
    facet.reports += 1;
    facet.networks += isNewNetwork ? 1 : 0;
  }

  /** Of a counted problem what, where and how many minutes ago it began, of one set aside why, of others nothing. */
  take(row: ReportRow, { disposition, reason, isNewNetwork }: Decision): void {
    if (disposition === "set-aside") this.#add(row, "set-aside", reason, isNewNetwork);
    if (disposition !== "counted" || row.kind !== "problem") return;
    const { asn, country, beganMinutesAgo } = row;
    this.#add(row, "problem", row.problem, isNewNetwork);
    this.#add(row, "country", country, isNewNetwork);
    this.#add(row, "region", row.region, isNewNetwork);
    this.#add(row, "network", sourceKey(asn, country), isNewNetwork);
    this.#add(row, "began", beganMinutesAgo === null ? null : String(beganMinutesAgo), isNewNetwork);
  }

  get all(): readonly FacetTally[] {
    return [...this.#facets.values()];
  }
}

/** Adds up a decided batch by bucket and facet, in no order. */
export function tallyReports(rows: readonly ReportRow[], decisions: readonly Decision[]): Tallies {
  const buckets = new Map<string, BucketTally>();
  const facets = new FacetTallies();
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
    facets.take(row, decision);
  }
  return { buckets: [...buckets.values()], facets: facets.all };
}
