import { withStaleNote } from "#lib/publish/stale-note.ts";
import { type Answer, EdgeCache, type Stale } from "#server/edge-cache.ts";
import { isBulk } from "#server/read-weight.ts";

const MB = 1024 * 1024;

/** An address by itself, or with one thing that a page offers at a press: of those every service has a handful. */
const PLAIN = /^[^?]*(?:\?(?:range|reported)=\w+)?$/;

/** A page or embed says itself how old it is; of other answers the Age header does. */
function markStale(answer: Answer, ageMinutes: number, why: Stale): Answer {
  if (!answer.headers["content-type"]?.startsWith("text/html")) return answer;
  return { ...answer, body: Buffer.from(withStaleNote(answer.body.toString("utf8"), ageMinutes, why)) };
}

const storeOf = (maxBytes: number) => new EdgeCache({ maxBytes, nowMs: () => performance.now(), markStale });

/**
 * The stores of a front, by what an address is like. Moments, zones, options and searches have no end, and any visitor can ask for more of them than
 * there is room; a few answers are megabytes large. Each has a store of its own, so that every page, embed and figure keeps its place:
 * it must be at hand when the database is away.
 */
export class EdgeStores {
  readonly #plain = storeOf(96 * MB);
  readonly #varied = storeOf(64 * MB);
  readonly #bulk = storeOf(32 * MB);

  /** Where the answer of a target is kept. */
  of(target: string): EdgeCache {
    if (isBulk(target)) return this.#bulk;
    return PLAIN.test(target) ? this.#plain : this.#varied;
  }
}
