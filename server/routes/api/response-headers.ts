import { z } from "zod";
import type {} from "zod-openapi";

/** A header that every answer has at which it is named. */
function sent(id: string, description: string, example: string) {
  return z.string().meta({ description, example, header: { id } });
}

/** One that an answer may have. */
function seldom(id: string, description: string, example: string) {
  return z.string().optional().meta({ description, example, header: { id } });
}

const seconds = z.int().min(0);

const cacheControl = sent(
  "Cache-Control",
  "How long who may keep the answer (RFC 9111); `no-store`: nobody.",
  "no-store",
);

/** Of an answer that nobody keeps. */
export const UNKEPT = z.object({ "Cache-Control": cacheControl });

/** Of an answer of the edge cache, whole or 304. */
export const KEPT = UNKEPT.extend({
  ETag: sent("ETag", "Send it back as `If-None-Match`: what has not changed is 304.", 'W/"wU4z42hYAgy7HPDb3S-mwU"'),
  Age: seconds.meta({ description: "Seconds since the answer was made.", example: 1, header: { id: "Age" } }),
  Vary: sent("Vary", "What else the answer depends on.", "accept-encoding"),
  "X-Groundswell-Stale": seconds.optional().meta({
    description: "The answer's age in seconds, where nothing newer is at hand.",
    example: 180,
    header: { id: "X-Groundswell-Stale" },
  }),
});

/** Of a file, whole or 304. */
export const KEPT_FILE = KEPT.extend({
  "Content-Language": seldom(
    "Content-Language",
    "Language of a picture: it may be another one than was asked for.",
    "en",
  ),
  "Content-Disposition": seldom(
    "Content-Disposition",
    "Name under which csv and zip are kept.",
    'attachment; filename="chatgpt-24h.csv"',
  ),
});

/** Of a report whose sender was counted: what he may still send before he is told to wait (draft-ietf-httpapi-ratelimit-headers). */
export const RATE_LIMIT = UNKEPT.extend({
  "RateLimit-Policy": sent(
    "RateLimit-Policy",
    "Reports (`q`) that one address may send in `w` seconds.",
    '"reports";q=60;w=60',
  ),
  RateLimit: sent(
    "RateLimit",
    "Reports that are left (`r`), and seconds until the next one is taken (`t`).",
    '"reports";r=59;t=0',
  ),
});

/** Of a report that is stored. */
export const ACCEPTED = RATE_LIMIT.extend({
  "Idempotent-Replayed": seldom(
    "Idempotent-Replayed",
    "`true`: a report with this key was stored before, and this is its answer.",
    "true",
  ),
});

/** Of a report that was sent as a form, and is stored. */
export const SEE_OTHER = RATE_LIMIT.extend({
  Location: sent("Location", "The page to look at next.", "/status/chatgpt?reported=counted#report"),
});

export const ALLOW = z.object({ Allow: sent("Allow", "The methods that are taken.", "GET, HEAD, OPTIONS") });
export const ACCEPT = z.object({ Accept: seldom("Accept", "The types of body that are taken.", "application/json") });
export const AUTHENTICATE = z.object({ "WWW-Authenticate": sent("WWW-Authenticate", "How to sign in.", "Bearer") });
export const RETRY_AFTER = z.object({
  "Retry-After": z
    .int()
    .min(1)
    .meta({
      description: "Seconds after which it makes sense to ask again.",
      example: 5,
      header: { id: "Retry-After" },
    }),
});
