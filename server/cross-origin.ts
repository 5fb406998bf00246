import type { ServerResponse } from "node:http";

/** What an address takes that can only be read. */
export const READ_METHODS = "GET, HEAD, OPTIONS";

/** What the address of a live stream takes: it can only be followed. */
export const STREAM_METHODS = "GET, OPTIONS";

/**
 * What scripts of other sites may send beside what every script may: the tag of what they have, and what the usual readers of
 * event streams add when they come again.
 */
export const ASKED_HEADERS = ["cache-control", "if-none-match", "last-event-id"];

/** What they may read of an answer beside its type and length: how old it is, its tag, and when to come again. */
export const TOLD_HEADERS = ["age", "etag", "retry-after", "x-groundswell-stale"];

/** On what any page may show or run and any script may read, also in a page that is isolated (COEP `require-corp`). */
export const OPEN_HEADERS = {
  "access-control-allow-origin": "*",
  "cross-origin-resource-policy": "cross-origin",
} as const;

const PREFLIGHT_S = 86_400;

/** Answers OPTIONS at an address that can only be read. `isOpen`: scripts of other sites may read it. */
export function answerOptions(res: ServerResponse, isOpen: boolean): void {
  res.setHeader("allow", READ_METHODS);
  if (isOpen) {
    res.setHeader("access-control-allow-origin", "*");
    res.setHeader("access-control-allow-methods", READ_METHODS);
    res.setHeader("access-control-allow-headers", ASKED_HEADERS.join(", "));
    res.setHeader("access-control-max-age", PREFLIGHT_S);
  }
  res.writeHead(204).end();
}
