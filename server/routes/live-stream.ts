import type { ServerResponse } from "node:http";

/** Numbers of the live streams, in milliseconds unless the name says otherwise. */
export const liveLimits = {
  perNetwork: 10,
  total: 12_000,
  heartbeatMs: 20_000,
  /** A series that frames do not move is told again after this time: some 20 KB for the seven days in hours. */
  renewMs: 60_000,
  /** A stream is ended after a random time between these, so that viewers spread over processes again. */
  shortestLifeMs: 10 * 60_000,
  longestLifeMs: 20 * 60_000,
  shortestRetryMs: 3_000,
  longestRetryMs: 15_000,
  /** A viewer with more unsent bytes than this gets no further frames, and is cut when it stays so. */
  maxUnsentBytes: 64 * 1024,
  stalledMs: 10_000,
} as const;

export type LiveLimits = { readonly [Key in keyof typeof liveLimits]: number };

/** A random whole number of [low, high]. */
export function between(low: number, high: number): number {
  return Math.floor(low + Math.random() * (high - low + 1));
}

/** One event of a stream as bytes, made once for all who get it. A chunk of bytes is shared; a string would be copied for each viewer. */
export function encodeEvent(event: string, id: number, data: unknown): Buffer {
  return Buffer.from(`id: ${id}\nevent: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
}

const HEADERS = {
  "content-type": "text/event-stream; charset=utf-8",
  "cache-control": "no-store",
  "x-accel-buffering": "no",
  "access-control-allow-origin": "*",
} as const;

const HEARTBEAT = Buffer.from(":\n\n");

/** The stream of one viewer: bounded in unsent bytes and in time. Times are monotonic milliseconds. */
export class LiveStream {
  readonly #res: ServerResponse;
  readonly #limits: LiveLimits;
  readonly #endsAt: number;
  #wroteAt: number;
  #stalledSince: number | null = null;

  constructor(res: ServerResponse, limits: LiveLimits, now: number) {
    this.#res = res;
    this.#limits = limits;
    this.#wroteAt = now;
    this.#endsAt = now + between(limits.shortestLifeMs, limits.longestLifeMs);
    res.socket?.setNoDelay(true);
    res.writeHead(200, HEADERS);
    res.write(`retry: ${between(limits.shortestRetryMs, limits.longestRetryMs)}\n\n`);
  }

  /**
   * Sends, unless the viewer has not taken what it was sent before: the next frame's tail will cover this one. A stream that has
   * ended stays open until a slow viewer has read it all, and a write meanwhile is an error that nobody would hear.
   */
  send(bytes: Buffer, now: number): void {
    if (this.#res.writableEnded || this.#res.writableLength > this.#limits.maxUnsentBytes) return;
    this.#res.write(bytes);
    this.#wroteAt = now;
  }

  /** To be called every second or so: keeps the stream alive, ends it in time, and cuts a viewer that does not read. */
  check(now: number): void {
    if (this.#res.writableLength <= this.#limits.maxUnsentBytes) this.#stalledSince = null;
    else this.#stalledSince ??= now;
    if (this.#stalledSince !== null && now - this.#stalledSince >= this.#limits.stalledMs) this.#res.destroy();
    else if (now >= this.#endsAt) this.end();
    else if (now - this.#wroteAt >= this.#limits.heartbeatMs) this.send(HEARTBEAT, now);
  }

  end(): void {
    this.#res.end();
  }
}
