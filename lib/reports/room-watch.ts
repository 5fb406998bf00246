/** Milliseconds after the last refusal in which there is still no room: on a full disk what finds a place in a half empty page is stored all the same. */
const HOLD_MS = 60_000;

/**
 * Knows that the disk of the database is full: a report was refused for it, or the beat found no room. The minute in which that was and those that begin meanwhile
 * are none in which reports could be taken: a row of the ingest's minutes still finds a place, and the detector would take what was refused for silence, and for an outage's end.
 */
export class RoomWatch {
  readonly #nowMs: () => number;
  #refusedAt = -Infinity;

  /** `nowMs` is monotonic. */
  constructor(nowMs = () => performance.now()) {
    this.#nowMs = nowMs;
  }

  get isFull(): boolean {
    return this.#nowMs() - this.#refusedAt < HOLD_MS;
  }

  /** Something was refused because there is no room. */
  refused(): void {
    this.#refusedAt = this.#nowMs();
  }
}

/** Of this process. */
export const roomWatch = new RoomWatch();
