import type { Minute } from "#lib/buckets/minute.ts";

interface Held<Value> {
  readonly minute: Minute;
  readonly value: Promise<Value>;
}

/**
 * Keeps what was made in the running minute, by key, so that it is made once however many ask; what failed is not kept. At most
 * `maxEntries`: the oldest go first.
 */
export class OnceAMinute<Value> {
  readonly #held = new Map<string, Held<Value>>();
  readonly #maxEntries: number;

  constructor(maxEntries: number) {
    this.#maxEntries = maxEntries;
  }

  get(key: string, minute: Minute, make: () => Promise<Value>): Promise<Value> {
    const known = this.#held.get(key);
    if (known?.minute === minute) return known.value;
    const entry = { minute, value: make() };
    this.#held.delete(key);
    this.#held.set(key, entry);
    entry.value.catch(() => {
      if (this.#held.get(key) === entry) this.#held.delete(key);
    });
    const oldest = this.#held.keys().next().value;
    if (this.#held.size > this.#maxEntries && oldest !== undefined) this.#held.delete(oldest);
    return entry.value;
  }
}
