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

  /** Decides on one report at `nowMs` (monotonic milliseconds). What an address is refused does not use up its block: one phone could silence its neighbours. */
  take(address: Address, nowMs: number): RateDecision {
    if (address.kind() !== "ipv6") return this.#ofAddress.take(addressKey(address), nowMs);
    const block = networkKey(address);
    const ofBlock = this.#ofBlock.look(block, nowMs);
    if (!ofBlock.allowed) return ofBlock;
    const ofAddress = this.#ofAddress.take(addressKey(address), nowMs);
    if (ofAddress.allowed) this.#ofBlock.take(block, nowMs);
    return ofAddress;
  }
}
