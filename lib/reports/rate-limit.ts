import { LRUCache } from "lru-cache";

/** What the limiter says of one request. */
export interface RateDecision {
  readonly allowed: boolean;
  /** Requests that would be allowed right now. */
  readonly remaining: number;
  /** Milliseconds until the next request is allowed; 0 when allowed. */
  readonly retryAfterMs: number;
}

export interface RateLimit {
  readonly burst: number;
  readonly intervalMs: number;
  readonly maxEntries: number;
}

/**
 * Generic cell rate algorithm (ITU-T I.371), one number per key: the theoretical arrival time. As many keys are held as are
 * allowed: the one that was idle longest is forgotten first, which can only make the limit milder.
 */
export class RateLimiter {
  readonly #limit: RateLimit;
  readonly #arrival: LRUCache<string, number>;

  constructor(limit: RateLimit) {
    this.#limit = limit;
    // With `max` it would make room for all of them at once, which takes a process's start 15 ms for each limit.
    this.#arrival = new LRUCache({ maxSize: limit.maxEntries, sizeCalculation: () => 1 });
  }

  /** Decides on one request of `key` at `nowMs` (monotonic milliseconds) and remembers it when allowed. One that counts as several is allowed when all of them are; at most `burst`. */
  take(key: string, nowMs: number, weight = 1): RateDecision {
    const expected = this.#expected(key, nowMs);
    const decision = this.#decide(expected - nowMs, weight);
    if (decision.allowed) this.#arrival.set(key, expected + weight * this.#limit.intervalMs);
    return decision;
  }

  /** What `take` would decide, remembering nothing: for what counts only once its outcome is known. */
  look(key: string, nowMs: number, weight = 1): RateDecision {
    return this.#decide(this.#expected(key, nowMs) - nowMs, weight);
  }

  #expected(key: string, nowMs: number): number {
    return Math.max(this.#arrival.get(key) ?? nowMs, nowMs);
  }

  #decide(ahead: number, weight: number): RateDecision {
    const { burst, intervalMs } = this.#limit;
    const tolerance = (burst - weight) * intervalMs;
    if (ahead > tolerance) return { allowed: false, remaining: 0, retryAfterMs: ahead - tolerance };
    return { allowed: true, remaining: Math.floor((tolerance - ahead) / intervalMs), retryAfterMs: 0 };
  }

  get size(): number {
    return this.#arrival.size;
  }
}
