import type { ServerResponse } from "node:http";

/** What may wait for its readers at once; some of it the cache holds as well. */
const MAX_BYTES = 256 * 1024 * 1024;
/** Smaller ones are bounded by the number of connections, and are most of what is served. */
const LARGE_BYTES = 64 * 1024;

/**
 * Bounds the large answers that were made and are not read yet. Slow readers are cut in time, but a network that reads nothing may be
 * made gigabytes of answers until then. When there are too many, the oldest goes with all who read it: an honest reader has long finished it.
 */
export class UnreadAnswers {
  readonly #maxBytes: number;
  /** Oldest first. Readers of the same answer share its bytes. */
  readonly #readers = new Map<Buffer, Set<ServerResponse>>();
  #bytes = 0;

  constructor(maxBytes: number = MAX_BYTES) {
    this.#maxBytes = maxBytes;
  }

  get bytes(): number {
    return this.#bytes;
  }

  /** Holds an answer until its response is closed. */
  add(res: ServerResponse, body: Buffer): void {
    if (body.length < LARGE_BYTES || res.destroyed) return;
    const readers = this.#readers.get(body) ?? new Set();
    if (readers.size === 0) this.#bytes += body.length;
    // The oldest is the one that was asked for longest ago: what is read all the time never is.
    this.#readers.delete(body);
    this.#readers.set(body, readers);
    readers.add(res);
    res.once("close", () => this.#remove(body, res));
    for (const [oldest, who] of this.#readers) {
      if (this.#bytes <= this.#maxBytes || oldest === body) return;
      for (const reader of [...who]) {
        this.#remove(oldest, reader);
        reader.req.socket.destroy();
      }
    }
  }

  #remove(body: Buffer, res: ServerResponse): void {
    const readers = this.#readers.get(body);
    if (readers?.delete(res) !== true || readers.size > 0) return;
    this.#readers.delete(body);
    this.#bytes -= body.length;
  }
}
