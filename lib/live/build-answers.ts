import type { BucketSums } from "#lib/buckets/series.ts";
import type { ServiceSnapshot } from "#lib/live/snapshot.ts";

/** Below so many answers a share of them is noise, and is not shown. */
export const MIN_ANSWERS = 20;

/** works / (works + problem) in whole percents; null below 20 answers. */
export function worksPercent(sums: Pick<BucketSums, "reports" | "works">): number | null {
  const answers = sums.works + sums.reports;
  return answers < MIN_ANSWERS ? null : Math.round((sums.works * 100) / answers);
}

/** What became of every received report. Counted are all three kinds: problem, works and back. */
export function buildReceived(sums: BucketSums): ServiceSnapshot["received"] {
  const counted = sums.reports + sums.works + sums.back;
  const { repeats, setAside } = sums;
  return { counted, repeats, setAside, received: counted + repeats + setAside };
}
