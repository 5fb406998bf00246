import type { InputError } from "#lib/reports/input-error.ts";

/**
 * Everything that this server can refuse, in one closed table (RFC 9457). The key is the last part of
 * the problem's `type`; a kind that is not here does not exist, so the reference at /docs/api is complete.
 */
export const problemKinds = {
  // `detail`: what to do about it, where that is the same everywhere.
  "malformed-request": { status: 400, title: "The request is not valid HTTP" },
  "malformed-json": {
    status: 400,
    title: "The body is not valid JSON",
    detail: "One JSON value is expected, in UTF-8 without a byte order mark, with no key twice.",
  },
  "invalid-request": { status: 400, title: "The request has invalid values" },
  unauthorized: { status: 401, title: "The operator's token is missing or wrong" },
  "operators-off": { status: 403, title: "This instance has no operator's token" },
  "cross-site": {
    status: 403,
    title: "The request came from another site",
    detail: "Reports are taken from pages of this site, and from programs that are no browser.",
  },
  "not-found": { status: 404, title: "There is nothing at this address" },
  "method-not-allowed": { status: 405, title: "This address does not take this method" },
  "request-timeout": {
    status: 408,
    title: "The request took too long to arrive",
    detail: "All of it must have arrived within seconds.",
  },
  "already-corrected": { status: 409, title: "The incident was corrected before, for another reason" },
  "already-recorded": { status: 409, title: "The same words are on record with another address" },
  gone: { status: 410, title: "This is no longer offered" },
  "payload-too-large": { status: 413, title: "The body is too large" },
  "uri-too-long": { status: 414, title: "The address is too long" },
  "unsupported-media-type": { status: 415, title: "The body's type is not supported" },
  "idempotency-conflict": { status: 422, title: "The key was used before with another body" },
  "too-many-requests": { status: 429, title: "Too many requests from this network" },
  "headers-too-large": { status: 431, title: "The request's headers are too large" },
  internal: { status: 500, title: "The server made a mistake" },
  "not-implemented": { status: 501, title: "This format is not offered" },
  "unavailable-database": { status: 503, title: "The database cannot be reached" },
  "disk-full": { status: 503, title: "The database has no room left to store reports" },
  "queue-full": { status: 503, title: "Too many reports are waiting" },
  "pictures-full": { status: 503, title: "Too many pictures are waiting" },
  "streams-full": { status: 503, title: "Too many live streams are open" },
} as const;

export type ProblemKind = keyof typeof problemKinds;

interface ProblemWords {
  readonly status: number;
  readonly title: string;
  readonly detail?: string;
}

/** What is said of a kind wherever it occurs. */
export function problemWords(kind: ProblemKind): ProblemWords {
  return problemKinds[kind];
}

export interface ProblemOptions {
  /** A sentence for people. Never input, SQL, a stack or an address. */
  readonly detail?: string;
  /** Absolute path of the occurrence, without query. */
  readonly instance?: string;
  /** `pointer`: a JSON pointer as URI fragment, `?name` of a query key, or a header's name. */
  readonly errors?: readonly InputError[];
  /** Whole seconds until it makes sense to try again. */
  readonly retryAfter?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Said of reports only: the refused report was not stored. */
  readonly stored?: false;
}

/** A problem for handlers that write to a plain node response. */
export interface ProblemParts {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly body: string;
}

/** Scripts of other sites may read an answer, and its Retry-After only when they are told so. */
function waitFor(seconds: number): Record<string, string> {
  return {
    "retry-after": String(Math.max(1, Math.ceil(seconds))),
    "access-control-expose-headers": "retry-after",
  };
}

/**
 * The parts of a problem answer. It is never cached, and readable by every origin, because a script that
 * may read our data must be able to read why it got none.
 */
export function problemBody(kind: ProblemKind, options: ProblemOptions = {}): ProblemParts {
  const { status, title, detail: usual } = problemWords(kind);
  const { detail = usual, instance, errors, stored, retryAfter } = options;
  const body = JSON.stringify({ type: `/problems/${kind}`, title, status, detail, instance, errors, stored });
  const headers: Record<string, string> = {
    "content-type": "application/problem+json",
    "cache-control": "no-store",
    "access-control-allow-origin": "*",
    ...(retryAfter === undefined ? {} : waitFor(retryAfter)),
    ...options.headers,
  };
  return { status, headers, body };
}

const MAX_INSTANCE = 200;

/** What a problem says of where it occurred: the path of a request's target; nothing of one that is longer than any of ours. */
export function instanceOf(target: string | undefined): { readonly instance?: string } {
  const [path = "/"] = (target ?? "/").split("?", 1);
  return path.length > MAX_INSTANCE ? {} : { instance: path };
}

/** The same as a Web `Response`. */
export function problemResponse(kind: ProblemKind, options: ProblemOptions = {}): Response {
  const { status, headers, body } = problemBody(kind, options);
  return new Response(body, { status, headers });
}
