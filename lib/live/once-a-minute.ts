import { LRUCache } from "lru-cache";
import type { Minute } from "#lib/buckets/minute.ts";

interface Held<Value> {
  readonly minute: Minute;
  readonly value: Promise<Value>;
}

/**
 * Keeps what was made in the running minute, by key, so that it is made once however many ask; what failed is not kept. At most
 * `maxEntries`: those not asked for longest go first.
 */
export class OnceAMinute<Value> {
  readonly #held: LRUCache<string, Held<Value>>;

  constructor(maxEntries: number) {
    this.#held = new LRUCache({ max: maxEntries });
  }

  get(key: string, minute: Minute, make: () => Promise<Value>): Promise<Value> {
    const known = this.#held.get(key);
    if (known?.minute === minute) return known.value;
    const entry = { minute, value: make() };
    this.#held.set(key, entry);
    entry.value.catch(() => {
      if (this.#held.get(key) === entry) this.#held.delete(key);
    });
    return entry.value;
  }
}
