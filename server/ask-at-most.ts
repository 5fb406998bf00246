import { sayRarely } from "#lib/log.ts";
import type { Answer } from "#server/edge-cache.ts";

/**
 * Asks for at most `most` answers at once; who comes beyond is given `instead` without waiting. What waits for a free connection has no
 * deadline: without a bound a flood would hold up every page, those too that are only refreshed, until it is worked off, long after its senders have gone.
 */
export function askAtMost(
  most: number,
  ask: (target: string) => Promise<Answer>,
  instead: Answer,
): (target: string) => Promise<Answer> {
  let asked = 0;
  const warn = sayRarely("warn");
  return async (target) => {
    if (asked >= most) {
      warn("as many pages are being made as may wait: further ones are refused");
      return instead;
    }
    asked += 1;
    try {
      return await ask(target);
    } finally {
      asked -= 1;
    }
  };
}
