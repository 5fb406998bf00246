import { type Address, addressKey, networkKey } from "#lib/reports/client-address.ts";
import { limits } from "#lib/reports/limits.ts";
import { type RateDecision, RateLimiter } from "#lib/reports/rate-limit.ts";

/**
 * How many reports one sender may send in a time, counted or not. A household has one IPv4 address or one IPv6 /64; of IPv6
 * whoever rents a /48 has 65,536 of these, so the block has a limit of its own. An IPv4 address can be a whole carrier's: its block says nothing.
 */
export class ReportLimiter {
  readonly #ofAddress = new RateLimiter({
    burst: limits.burst,
    intervalMs: limits.intervalMs,
    maxEntries: limits.limiterEntries,
  });
  readonly #ofBlock = new RateLimiter({
    burst: limits.blockBurst,
    intervalMs: limits.blockIntervalMs,
    maxEntries: limits.limiterEntries,
  });

  /** Decides on one report at `nowMs` (monotonic milliseconds). */
  take(address: Address, nowMs: number): RateDecision {
    const ofBlock = address.kind() === "ipv6" ? this.#ofBlock.take(networkKey(address), nowMs) : null;
    return ofBlock?.allowed === false ? ofBlock : this.#ofAddress.take(addressKey(address), nowMs);
  }
}
