/** What the sender of a report knows of it: that it was taken, that every attempt was refused, or neither. */
export type Fate = "acknowledged" | "refused" | "unknown";

interface Entry {
  /** Ids by which attempts were acknowledged: all must be one. */
  readonly ids: Set<string>;
  unanswered: boolean;
}

/**
 * The books of whoever sends reports, kept apart from everything that the product says of itself. Each report
 * is known by its Idempotency-Key, which it also carries as its note: so a row of it is found without the
 * product's own table of keys.
 */
export class Books {
  readonly #entries = new Map<string, Entry>();
  #acknowledged = 0;

  /** Reports that were acknowledged. */
  get acknowledged(): number {
    return this.#acknowledged;
  }

  get keys(): Iterable<string> {
    return this.#entries.keys();
  }

  has(key: string): boolean {
    return this.#entries.has(key);
  }

  #entry(key: string): Entry {
    const known = this.#entries.get(key);
    if (known !== undefined) return known;
    const made: Entry = { ids: new Set(), unanswered: false };
    this.#entries.set(key, made);
    return made;
  }

  /** An attempt was answered with 202 and the id of the report. */
  acknowledge(key: string, id: string): void {
    const { ids } = this.#entry(key);
    if (ids.size === 0) this.#acknowledged += 1;
    ids.add(id);
  }

  /** An attempt was answered by a refusal that says that nothing was stored. */
  refuse(key: string): void {
    this.#entry(key);
  }

  /** An attempt had no answer, or one that leaves the fate open: from now on it may or may not be stored. */
  lose(key: string): void {
    this.#entry(key).unanswered = true;
  }

  fate(key: string): Fate {
    const entry = this.#entry(key);
    if (entry.ids.size > 0) return "acknowledged";
    return entry.unanswered ? "unknown" : "refused";
  }

  idsOf(key: string): ReadonlySet<string> {
    return this.#entry(key).ids;
  }
}
