/** The sentence that begins a reason which follows from the last 15 minutes of the whole service. */
const COUNTED_15 = /^(?:No reports|[\d,]+ reports?) in 15 minutes; [^.]+\.\s*/;

/**
 * What a reason says beyond the count that stands large below it. That one moves with every report and has what is usual at this
 * time of the week beside it; the reason has the count of the last judged minute. Both are right, and beside each other read as a
 * mistake. Counts of other windows, or of one country, stay.
 */
export function reasonBesideCount(reason: string): string {
  return reason.replace(COUNTED_15, "");
}
