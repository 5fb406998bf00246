import { type Answer, EdgeCache, type EdgeCacheOptions } from "#server/edge-cache.ts";

/** Fresh for two seconds. */
export const CONTROL = "public, s-maxage=2, stale-while-revalidate=10, stale-if-error=100";
/** An answer of an origin, a page unless it says otherwise. */
export const answer = (
  text: string,
  headers: Record<string, string> = { "cache-control": CONTROL, "content-type": "text/html" },
  status = 200,
): Answer => ({ status, headers, body: Buffer.from(text) });

/** A cache with a clock in the test's hands and an origin that counts. */
export function setUp(maxBytes = 1_000_000, markStale: EdgeCacheOptions["markStale"] = (old) => old) {
  const state = { now: 0, asked: 0, next: (): Promise<Answer> => Promise.resolve(answer(`version ${state.asked}`)) };
  const cache = new EdgeCache({ maxBytes, nowMs: () => state.now, markStale });
  const ask = (key = "/") =>
    cache.get(key, "identity", () => {
      state.asked += 1;
      return state.next();
    });
  const text = async (key?: string) => (await ask(key)).body.toString();
  return { cache, state, ask, text };
}
