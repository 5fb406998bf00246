import { createHash } from "node:crypto";
import { LRUCache } from "lru-cache";
import { compress, type Encoding, isCompressible } from "#server/content-encoding.ts";
import { type Freshness, readFreshness } from "#server/edge-policy.ts";
import { TooManyReads } from "#server/read-limit.ts";

/** A whole answer of the API or of Next. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/**
 * Why an answer is served that is older than it should be: the next one is `late`, being made for longer than somebody waits, or it could
 * not be made.
 */
export type Stale = "late" | "failed";

/** What the front writes out. */
export interface Served extends Answer {
  readonly etag: string;
  readonly ageSeconds: number;
  readonly encoding: Encoding;
  /** Null: this is as new as it should be. */
  readonly stale: Stale | null;
}

interface Entry {
  readonly answer: Answer;
  readonly etag: string;
  readonly storedAt: number;
  readonly freshness: Freshness | null;
  /** Compressed bodies, and those being made: who asks meanwhile waits for the same one. */
  readonly encoded: Map<Encoding, Promise<Buffer>>;
  bytes: number;
  /** Whether making the next one failed since. */
  hasFailed: boolean;
}

export interface EdgeCacheOptions {
  readonly maxBytes: number;
  /** Monotonic milliseconds. */
  readonly nowMs: () => number;
  /** Makes the version of an old answer that says so; called once per answer, minute and reason. */
  readonly markStale?: (answer: Answer, ageMinutes: number, why: Stale) => Answer;
}

/** What is served of an entry whose origin fails or is late. */
interface StaleVersion {
  readonly of: Entry;
  readonly ageMinutes: number;
  readonly why: Stale;
  readonly entry: Entry;
}

/** Marked versions that are kept: the pages that are asked for most while the database is away. */
const MAX_STALE_VERSIONS = 100;
/** Bookkeeping of one entry beside its bytes, so that many tiny answers are bounded too. */
const ENTRY_OVERHEAD = 1_024;
/** Addresses at which nothing is that are kept: those that many readers ask for, as a mistyped embed of an article. There is no end of the others. */
const MAX_MISSING = 500;
/** Nobody waits longer than this for an origin that hangs while an old answer is at hand; the refresh goes on behind them. */
const PATIENCE_MS = 1_000;

/**
 * An in-process store of cacheable answers. Obeys the answer's own Cache-Control; renders each
 * address once however many ask (single flight); serves what is stale while it refreshes it, and for a
 * day when the origin fails: that is what keeps pages readable while Postgres is away.
 */
export class EdgeCache {
  readonly #options: EdgeCacheOptions;
  /** Those that were not served for longest go first. */
  readonly #entries: LRUCache<string, Entry>;
  /** Of the entries, those that say 404. */
  readonly #missing: LRUCache<string, true>;
  readonly #flights = new Map<string, Promise<Entry>>();
  readonly #staleVersions = new LRUCache<string, StaleVersion>({ max: MAX_STALE_VERSIONS });

  constructor(options: EdgeCacheOptions) {
    this.#options = options;
    this.#entries = new LRUCache({ maxSize: options.maxBytes, sizeCalculation: ({ bytes }) => bytes });
    this.#missing = new LRUCache({
      max: MAX_MISSING,
      dispose: (_, key, why) => {
        if (why === "evict") this.#entries.delete(key);
      },
    });
  }

  get bytes(): number {
    return this.#entries.calculatedSize;
  }

  /** Is there an answer that is served without waiting for the origin? */
  isAtHand(key: string): boolean {
    const entry = this.#entries.peek(key);
    if (!entry?.freshness) return false;
    return this.#ageSeconds(entry) < entry.freshness.sMaxAge + entry.freshness.staleWhileRevalidate;
  }

  /** Answers from the store or from `origin`. Rejects only when the origin does and nothing usable is stored. */
  async get(key: string, encoding: Encoding, origin: () => Promise<Answer>): Promise<Served> {
    const entry = this.#entries.get(key);
    if (entry?.freshness) {
      const age = this.#ageSeconds(entry);
      const { sMaxAge, staleWhileRevalidate } = entry.freshness;
      if (age < sMaxAge) return this.#serve(key, entry, encoding);
      if (age < sMaxAge + staleWhileRevalidate) {
        void this.#refresh(key, origin).catch(() => {});
        return this.#serve(key, entry, encoding);
      }
      return this.#refreshOrStale(key, entry, encoding, origin);
    }
    return this.#serve(key, await this.#refresh(key, origin), encoding);
  }

  async #refreshOrStale(key: string, entry: Entry, encoding: Encoding, origin: () => Promise<Answer>): Promise<Served> {
    const age = this.#ageSeconds(entry);
    const usable = entry.freshness !== null && age < entry.freshness.sMaxAge + entry.freshness.staleIfError;
    const patience = new AbortController();
    try {
      const refresh = this.#refresh(key, origin);
      const fresh = usable ? await Promise.race([refresh, this.#outwait(patience.signal)]) : await refresh;
      // How this one ends nobody knows yet; how the one before did is known.
      if (fresh === null) return this.#serve(key, entry, encoding, entry.hasFailed ? "failed" : "late");
      return fresh.answer.status >= 500 && usable
        ? this.#serve(key, entry, encoding, "failed")
        : this.#serve(key, fresh, encoding);
    } catch (error) {
      if (usable) return this.#serve(key, entry, encoding, "failed");
      throw error;
    } finally {
      patience.abort();
    }
  }

  /** Null when the patience has ended; for ever when it is called off before, because somebody else has won. */
  #outwait(calledOff: AbortSignal): Promise<null> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => resolve(null), PATIENCE_MS);
      calledOff.addEventListener("abort", () => clearTimeout(timer), { once: true });
    });
  }

  #refresh(key: string, origin: () => Promise<Answer>): Promise<Entry> {
    const under = this.#flights.get(key);
    if (under !== undefined) return under;
    const flight = origin()
      .then(
        (answer) => this.#replace(key, answer),
        (error: unknown) => {
          if (!(error instanceof TooManyReads)) this.#setFailed(key);
          throw error;
        },
      )
      .finally(() => this.#flights.delete(key));
    this.#flights.set(key, flight);
    return flight;
  }

  #setFailed(key: string): void {
    const entry = this.#entries.peek(key);
    if (entry !== undefined) entry.hasFailed = true;
  }

  #entryOf(answer: Answer, freshness: Freshness | null): Entry {
    const etag = `W/"${createHash("sha256").update(answer.body).digest("base64url").slice(0, 22)}"`;
    const bytes = answer.body.length + ENTRY_OVERHEAD;
    return { answer, etag, storedAt: this.#options.nowMs(), freshness, encoded: new Map(), bytes, hasFailed: false };
  }

  /** The entry with its age written into it. */
  #staleVersion(key: string, entry: Entry, why: Stale): Entry {
    const ageMinutes = Math.floor(this.#ageSeconds(entry) / 60);
    const known = this.#staleVersions.get(key);
    if (known?.of === entry && known.ageMinutes === ageMinutes && known.why === why) return known.entry;
    const marked = this.#options.markStale?.(entry.answer, ageMinutes, why) ?? entry.answer;
    if (marked === entry.answer) return entry;
    const version = { ...this.#entryOf(marked, entry.freshness), storedAt: entry.storedAt };
    this.#staleVersions.set(key, { of: entry, ageMinutes, why, entry: version });
    return version;
  }

  /**
   * Puts a new answer in the place of the old one, compressed before in every way in which the old one was asked for: else all
   * who ask in that moment would wait. Failures are never stored: they would replace the last good answer.
   */
  async #replace(key: string, answer: Answer): Promise<Entry> {
    const freshness = answer.status >= 500 ? null : readFreshness(answer.headers["cache-control"]);
    const entry = this.#entryOf(answer, freshness);
    if (answer.status >= 500) this.#setFailed(key);
    if (freshness === null) return entry;
    const known = this.#entries.peek(key)?.encoded.keys() ?? [];
    for (const encoding of known) await this.#encode(key, entry, encoding);
    this.#staleVersions.delete(key);
    this.#entries.set(key, entry);
    if (answer.status === 404) this.#missing.set(key, true);
    else this.#missing.delete(key);
    return entry;
  }

  async #serve(key: string, stored: Entry, encoding: Encoding, stale: Stale | null = null): Promise<Served> {
    const entry = stale === null ? stored : this.#staleVersion(key, stored, stale);
    const { answer } = entry;
    const used = isCompressible(answer.headers["content-type"], answer.body.length) ? encoding : "identity";
    const body = await this.#encode(key, entry, used);
    return {
      ...answer,
      body,
      etag: entry.etag,
      ageSeconds: Math.floor(this.#ageSeconds(entry)),
      encoding: used,
      stale,
    };
  }

  async #encode(key: string, entry: Entry, encoding: Encoding): Promise<Buffer> {
    if (encoding === "identity") return entry.answer.body;
    const known = entry.encoded.get(encoding);
    if (known !== undefined) return known;
    const made = compress(entry.answer.body, encoding);
    entry.encoded.set(encoding, made);
    const body = await made;
    entry.bytes += body.length;
    if (this.#entries.peek(key) === entry) {
      // The same value set again keeps the size that it had.
      this.#entries.delete(key);
      this.#entries.set(key, entry);
    }
    return body;
  }

  #ageSeconds(entry: Entry): number {
    return (this.#options.nowMs() - entry.storedAt) / 1000;
  }
}
