import type { ServerResponse } from "node:http";
import { type Client, networkKey } from "#lib/reports/client-address.ts";
import { RateLimiter } from "#lib/reports/rate-limit.ts";
import { instanceOf, problemBody } from "#server/problem.ts";

/**
 * Answers that are made anew for one network: this many at once, then one per `intervalMs`. A rendering takes some 30 ms of
 * the front's one thread, so a network can take about half of it; what takes longer counts as several (`read-weight.ts`). What the edge cache
 * has at hand is not counted.
 */
export const READ_LIMIT = { burst: 300, intervalMs: 50, maxEntries: 100_000 } as const;

/** Thrown instead of making an answer; what is old serves in its place where there is something. */
export class TooManyReads extends Error {
  readonly retryAfterMs: number;
  constructor(retryAfterMs: number) {
    super("too many answers were made for this network");
    this.name = "TooManyReads";
    this.retryAfterMs = retryAfterMs;
  }
}

/** Keeps one network from having so many searches, files or pictures made that others wait. */
export class ReadLimit {
  readonly #limiter = new RateLimiter(READ_LIMIT);

  /** Counts an answer that is to be made, as so many as it is as costly as. Throws TooManyReads. */
  take(client: Client, weight = 1): void {
    const { allowed, retryAfterMs } = this.#limiter.take(networkKey(client.address), performance.now(), weight);
    if (!allowed) throw new TooManyReads(retryAfterMs);
  }
}

/** Tells a reader when to come back. */
export function refuseRead(res: ServerResponse, { retryAfterMs }: TooManyReads): void {
  const { status, headers, body } = problemBody("too-many-requests", {
    ...instanceOf(res.req.url),
    retryAfter: retryAfterMs / 1_000,
  });
  res.writeHead(status, { ...headers, "content-length": Buffer.byteLength(body) }).end(body);
}
