import { LRUCache } from "lru-cache";

interface Held<Value> {
  readonly value: Promise<Value>;
  readonly until: number;
}

/** Shares one reading among all who ask for the same within a short time. Failures are not kept. Bounded; those not asked for longest go first. */
export class ShortMemory<Value> {
  readonly #held: LRUCache<string, Held<Value>>;
  readonly #keepMs: number;

  constructor(keepMs: number, maxEntries: number) {
    this.#keepMs = keepMs;
    this.#held = new LRUCache({ max: maxEntries });
  }

  /** The value of a key: under way, at most `keepMs` old, or made now. */
  get(key: string, make: () => Promise<Value>): Promise<Value> {
    const held = this.#held.get(key);
    if (held !== undefined && performance.now() < held.until) return held.value;
    const entry = { value: make(), until: performance.now() + this.#keepMs };
    this.#held.set(key, entry);
    entry.value.catch(() => {
      if (this.#held.get(key) === entry) this.#held.delete(key);
    });
    return entry.value;
  }
}
