import { addMinutes, type Minute } from "#lib/buckets/minute.ts";
import type { Recent } from "#lib/detection/recent.ts";

/**
 * When a rise began: the most likely minute of a step from the expected counts to `ratio` times them, that is the
 * start s that maximises the sum of y ln(ratio) - (ratio - 1) e over the minutes from s to now. At most
 * `maxMinutes` back; the judged minute when nothing speaks for an earlier one.
 */
export function startOfRise(
  recent: Recent,
  expectedAgo: (minutesAgo: number) => number,
  ratio: number,
  maxMinutes: number,
): Minute {
  const gain = Math.log(ratio);
  let [sum, highest, start] = [0, 0, 0];
  for (let ago = 0; ago < maxMinutes; ago += 1) {
    if (recent.known.at(-1 - ago) !== true) continue;
    sum += (recent.networks.at(-1 - ago) ?? 0) * gain - (ratio - 1) * expectedAgo(ago);
    if (sum > highest) [highest, start] = [sum, ago];
  }
  return addMinutes(recent.minute, -start);
}
