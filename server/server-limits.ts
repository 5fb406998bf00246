// What one connection and all of them may take of a front.
/** Of a request, in Node's own words. */
export const SERVER_LIMITS = {
  headersTimeout: 10_000,
  requestTimeout: 15_000,
  keepAliveTimeout: 65_000,
  maxHeaderSize: 16_384,
  connectionsCheckingInterval: 2_000,
} as const;
export const MAX_CONNECTIONS = 20_000;
/** A tenth of them: behind one address there can be thousands, of a carrier's customers. */
export const CONNECTIONS_OF_ONE = 2_000;
/**
 * Who takes nothing of an answer for so long is cut: what nobody reads stays in memory, up to the bound of `UnreadAnswers`. Streams write
 * more often than that.
 */
export const STALLED_MS = 30_000;
/** A request that was on its way when a kept-alive connection fell idle has arrived by then. */
export const LINGER_MS = 500;
