/** How often a process tells its supervisor that its event loop turns, and how often the supervisor looks. */
export const BEAT_MS = 1_000;

/**
 * A process that was silent for so long hangs. Far longer than any turn of an event loop of ours (the worker's longest take a second), and so short
 * that a front that is started anew takes reports again before half a minute is over: the ingest calls a longer pause a gap.
 */
export const SILENT_MS = 20_000;

/** A look that comes so late says that everything stood still, the one who looks too: a machine that slept, or has no time for anybody. */
const LATE_MS = 5_000;

/** Tells which processes have fallen silent. Times are of one monotonic clock, in milliseconds. */
export class Watchdog {
  readonly #heard = new Map<string, number>();
  readonly #silentMs: number;
  #looked: number;

  constructor(silentMs: number, nowMs: number) {
    this.#silentMs = silentMs;
    this.#looked = nowMs;
  }

  /** A process has said something: it is watched from now on. */
  hear(name: string, nowMs: number): void {
    this.#heard.set(name, nowMs);
  }

  /** A process has ended: it is watched again when it says something. */
  forget(name: string): void {
    this.#heard.delete(name);
  }

  /** The names of those that are silent for too long. After a look that came late everybody is given the whole time again. */
  look(nowMs: number): string[] {
    const isLate = nowMs - this.#looked > BEAT_MS + LATE_MS;
    this.#looked = nowMs;
    if (isLate) for (const name of this.#heard.keys()) this.#heard.set(name, nowMs);
    return [...this.#heard].flatMap(([name, heard]) => (nowMs - heard > this.#silentMs ? [name] : []));
  }
}

/** Tells the supervisor at once and from now on that this process works and its event loop turns. Nothing where nobody supervises. */
export function keepTelling(): void {
  const tell = () => {
    if (process.connected) process.send?.("alive");
  };
  tell();
  setInterval(tell, BEAT_MS).unref();
}
