import { limits } from "#lib/detection/thresholds.ts";

/** What a minute of a rise held, and what it was expected to hold; both in networks. */
export interface RiseMinute {
  readonly observed: number;
  readonly expected: number;
  /** Whether our ingest was there: a minute that nobody saw says nothing of the shape, but the rise is older after it. */
  readonly seen: boolean;
}

/** Share of a fault's reports that have begun `age` minutes after it: people notice and press some minutes late. */
const asFault = (age: number) => 1 - Math.exp(-age / limits.faultRise);

/** The same of talk: it is there at once, and halves every few minutes. */
const asTalk = (age: number) => (1 - Math.exp(-age / limits.talkRise)) * 2 ** (-age / limits.talkHalfLife);

function ratesAs(shape: (age: number) => number, minutes: readonly RiseMinute[], excess: number): number[] {
  const shapes = minutes.map(({ seen }, i) => (seen ? shape(i + 0.5) : 0));
  const total = shapes.reduce((sum, value) => sum + value, 0);
  return minutes.map(({ expected }, i) => expected + (excess * (shapes[i] ?? 0)) / total);
}

/**
 * Whether a rise looks like a fault, which lasts, or like talk, which dies within minutes: the log likelihood ratio of the two shapes
 * for the same total, in nats, over the minutes since the rise began, oldest first. Negative: talk is likelier. Counts spread with a
 * variance of m + phi m^2, so that hundreds of reports in two minutes are no proof. Minutes that nobody saw are left out. 0 while there is one minute, or no excess.
 */
export function lastingEvidence(minutes: readonly RiseMinute[]): number {
  const excess = minutes.reduce((sum, { observed, expected, seen }) => sum + (seen ? observed - expected : 0), 0);
  if (excess <= 0) return 0;
  const [fault, talk] = [ratesAs(asFault, minutes, excess), ratesAs(asTalk, minutes, excess)];
  const k = 1 / limits.talkPhi;
  return minutes.reduce((sum, { observed, seen }, i) => {
    if (!seen) return sum;
    const [f, t] = [fault[i] ?? 0, talk[i] ?? 0];
    return sum + observed * Math.log(f / t) - (observed + k) * Math.log((f + k) / (t + k));
  }, 0);
}
