import { OPEN_HEADERS, TOLD_HEADERS } from "#server/cross-origin.ts";

/**
 * A minute old at most while all is well, also for the first who asks after a while; a day while the database is away. The as-of
 * time is in every file, of a CSV as its last row.
 */
const CACHE_CONTROL = "public, max-age=30, s-maxage=30, stale-while-revalidate=30, stale-if-error=86400";

/** An SVG opened by itself is a document: it may load and run nothing. */
const CONTENT_POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors *; sandbox";

/** An answer that any page may show and any script may read. `download` is the name under which browsers keep it; it must be ours. */
export function fileResponse(body: string | Uint8Array<ArrayBuffer>, contentType: string, download?: string): Response {
  return new Response(body, {
    headers: {
      "content-type": contentType,
      "cache-control": CACHE_CONTROL,
      ...OPEN_HEADERS,
      "access-control-expose-headers": TOLD_HEADERS.join(", "),
      "content-security-policy": CONTENT_POLICY,
      ...(download !== undefined && { "content-disposition": `attachment; filename="${download}"` }),
    },
  });
}
