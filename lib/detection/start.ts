import { addMinutes, asMinute, type Minute } from "#lib/buckets/minute.ts";
import type { Expectation } from "#lib/detection/expectation.ts";
import type { Recent } from "#lib/detection/recent.ts";
import { limits } from "#lib/detection/thresholds.ts";

/**
 * When the excess began: the first report of the run of minutes, ending now, that holds the most networks
 * above `limits.minRatio` times the expected. At most `maxMinutes` back; the judged minute itself when nothing is above.
 */
export function startOfExcess(recent: Recent, expected: Expectation, maxMinutes: number): Minute {
  const longest = Math.min(maxMinutes, recent.networks.length);
  let [excess, highest, start] = [0, 0, 0];
  for (let ago = 0; ago < longest; ago += 1) {
    if (recent.known.at(-1 - ago) !== true) continue;
    const networks = recent.networks.at(-1 - ago) ?? 0;
    excess += networks - limits.minRatio * expected.minuteAgo(ago);
    if (networks > 0 && excess > highest) [highest, start] = [excess, ago];
  }
  return asMinute(addMinutes(recent.minute, -start));
}
