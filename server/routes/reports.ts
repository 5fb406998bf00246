import type { IncomingMessage, ServerResponse } from "node:http";
import { formatMinute } from "#lib/buckets/minute.ts";
import { isCountry } from "#lib/catalog/country.ts";
import { config } from "#lib/config.ts";
import type { Client } from "#lib/reports/client-address.ts";
import { broken } from "#lib/reports/input-error.ts";
import { limits } from "#lib/reports/limits.ts";
import { type Parsed, parseReport, parseReportForm } from "#lib/reports/report-input.ts";
import { ReportLimiter } from "#lib/reports/report-limiter.ts";
import { mayReport } from "#lib/reports/same-origin.ts";
import { parseStrictJson } from "#lib/reports/strict-json.ts";
import { type SubmitResult, submitReport } from "#lib/reports/submit-report.ts";
import { type ProblemKind, type ProblemOptions, problemBody } from "#server/problem.ts";
import { type Body, readBody } from "#server/read-body.ts";
import { isPageForm, refusedPage } from "#server/routes/refused-page.ts";

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const INSTANCE = "/api/v1/reports";
const RETRY_AFTER_S = 2;
/** Room is made by an operator, not by waiting a moment. */
const DISK_RETRY_AFTER_S = 30;
const SEND_AGAIN = "Send the report again with the same Idempotency-Key: it will be counted once.";
const POLICY = `"reports";q=${limits.burst};w=${(limits.burst * limits.intervalMs) / 1000}`;

const limiter = new ReportLimiter();

type MediaType = "json" | "form" | null;

function mediaType(header: string | undefined): MediaType {
  const [type, ...parameters] = (header ?? "")
    .toLowerCase()
    .split(";")
    .map((part) => part.trim());
  if (parameters.some((parameter) => parameter.startsWith("charset=") && !/^charset="?utf-?8"?$/.test(parameter)))
    return null;
  if (type === "application/json") return "json";
  return type === "application/x-www-form-urlencoded" ? "form" : null;
}

/** Where an answer goes, and the headers (name, value, name, value ...) that it has whatever it says. */
interface Reply {
  readonly req: IncomingMessage;
  readonly res: ServerResponse;
  readonly headers: string[];
}

/**
 * Writes an answer of known length from a flat list of headers: it leaves in one piece, and Node's map of headers is never
 * made. Chunks and setHeader() took an eighth of the front's time under load.
 */
function write({ res, headers }: Reply, status: number, own: Readonly<Record<string, string>>, body: string): void {
  for (const name in own) headers.push(name, own[name] ?? "");
  headers.push("content-length", String(Buffer.byteLength(body)));
  res.writeHead(status, headers).end(body);
}

/** Writes a refusal as who asked can read it. */
function writeProblem(reply: Reply, kind: ProblemKind, options: ProblemOptions, close = false): void {
  const problem = problemBody(kind, { ...options, instance: INSTANCE });
  const isKnown = options.stored === false;
  const { status, headers, body } = isPageForm(reply.req) ? refusedPage(reply.req, kind, problem, isKnown) : problem;
  write(reply, status, close ? { ...headers, connection: "close" } : headers, body);
}

function refuse(reply: Reply, kind: ProblemKind, options: ProblemOptions = {}, close = false): void {
  writeProblem(reply, kind, { ...options, stored: false }, close);
}

function single(header: string | string[] | undefined): string | undefined {
  return Array.isArray(header) ? header.join(",") : header;
}

/** Refusals that need no body. True when the request may go on. */
function admit(req: IncomingMessage, reply: Reply, client: Client): boolean {
  const { headers } = req;
  if (req.method !== "POST") {
    refuse(reply, "method-not-allowed", { headers: { allow: "POST, OPTIONS" } }, true);
    return false;
  }
  const origin = { secFetchSite: single(headers["sec-fetch-site"]), origin: headers.origin, host: headers.host };
  if (!mayReport(origin, config().PUBLIC_URL)) {
    refuse(reply, "cross-site", {}, true);
    return false;
  }
  const rate = limiter.take(client.address, performance.now());
  const retryAfter = Math.ceil(rate.retryAfterMs / 1000);
  reply.headers.push("ratelimit-policy", POLICY, "ratelimit", `"reports";r=${rate.remaining};t=${retryAfter}`);
  if (!rate.allowed) {
    refuse(reply, "too-many-requests", { retryAfter }, true);
    return false;
  }
  if (mediaType(headers["content-type"]) === null || headers["content-encoding"] !== undefined) {
    refuse(
      reply,
      "unsupported-media-type",
      {
        detail:
          "application/json or application/x-www-form-urlencoded is expected, in UTF-8 and without Content-Encoding.",
        headers: { accept: "application/json, application/x-www-form-urlencoded" },
      },
      true,
    );
    return false;
  }
  return true;
}

function refuseBody(reply: Reply, body: Exclude<Body, { ok: true }>): void {
  if (body.reason === "too-large")
    refuse(reply, "payload-too-large", { detail: `A report has at most ${limits.bodyBytes} bytes.` }, true);
  else if (body.reason === "too-slow") refuse(reply, "request-timeout", {}, true);
}

type Checked =
  | { readonly ok: true; readonly parsed: Extract<Parsed, { ok: true }>; readonly key: string | null }
  | { readonly ok: false; readonly kind: ProblemKind; readonly options: ProblemOptions };

const OPENING_BRACE = /^\s*\{/;
const IS_JSON =
  "This looks like JSON, but its Content-Type says that it is a form: send it with Content-Type: application/json.";

function check(req: IncomingMessage, bytes: Uint8Array): Checked {
  const key = single(req.headers["idempotency-key"]);
  if (key !== undefined && !UUID.test(key))
    return {
      ok: false,
      kind: "invalid-request",
      options: { errors: [broken("Idempotency-Key", "not-a-uuid")] },
    };
  const isForm = mediaType(req.headers["content-type"]) === "form";
  const json = isForm ? null : parseStrictJson(bytes);
  if (json !== null && !json.ok) return { ok: false, kind: "malformed-json", options: {} };
  const parsed =
    json === null ? parseReportForm(new URLSearchParams(Buffer.from(bytes).toString("utf8"))) : parseReport(json.value);
  if (parsed.ok) return { ok: true, parsed, key: key ?? null };
  // What curl says of a body unless it is told.
  if (isForm && OPENING_BRACE.test(Buffer.from(bytes.subarray(0, 16)).toString("latin1")))
    return { ok: false, kind: "unsupported-media-type", options: { detail: IS_JSON } };
  return { ok: false, kind: "invalid-request", options: { errors: parsed.errors } };
}

const refusals: Record<
  Exclude<SubmitResult["kind"], "accepted" | "unknown-outcome">,
  readonly [ProblemKind, ProblemOptions]
> = {
  "unknown-service": ["not-found", { detail: "There is no such service." }],
  "retired-service": ["gone", { detail: "Reports about this service are no longer taken." }],
  "unknown-problem": ["invalid-request", { errors: [broken("#/problem", "not-a-choice")] }],
  "key-conflict": ["idempotency-conflict", {}],
  "queue-full": ["queue-full", { retryAfter: RETRY_AFTER_S }],
  "unavailable-database": ["unavailable-database", { retryAfter: RETRY_AFTER_S, detail: SEND_AGAIN }],
  "disk-full": ["disk-full", { retryAfter: DISK_RETRY_AFTER_S, detail: SEND_AGAIN }],
};

/** The one refusal that does not say `stored: false`, because nobody knows. */
function leaveOpen(reply: Reply): void {
  const detail = "It is not known whether the report was stored. Send it again with the same Idempotency-Key.";
  writeProblem(reply, "unavailable-database", { detail, retryAfter: RETRY_AFTER_S });
}

const ACCEPTED = { "content-type": "application/json", "cache-control": "no-store" } as const;
const REPLAYED = { ...ACCEPTED, "idempotent-replayed": "true" } as const;

function answer(reply: Reply, result: SubmitResult, isForm: boolean): void {
  if (result.kind === "unknown-outcome") {
    leaveOpen(reply);
    return;
  }
  if (result.kind !== "accepted") {
    const [kind, options] = refusals[result.kind];
    refuse(reply, kind, options);
    return;
  }
  const { answer: report, replayed } = result;
  if (isForm) {
    const location = `/status/${report.service}?reported=${report.disposition}#report`;
    write(reply, 303, { location, "cache-control": "no-store" }, "");
    return;
  }
  const { id, service, minute, disposition, reports15 } = report;
  const body = JSON.stringify({ id, service, minute: formatMinute(minute), disposition, reports15 });
  write(reply, 202, replayed ? REPLAYED : ACCEPTED, body);
}

/**
 * POST /api/v1/reports: from the socket to COMMIT. Written on plain node:http because everything else here is slower than
 * the database. `headers`: what every answer of this server carries.
 */
export async function handleReport(
  req: IncomingMessage,
  res: ServerResponse,
  client: Client,
  headers: readonly string[],
): Promise<void> {
  const reply: Reply = { req, res, headers: [...headers] };
  if (!admit(req, reply, client)) return;
  const body = await readBody(req, limits.bodyBytes, limits.bodyMs);
  if (!body.ok) return refuseBody(reply, body);
  const checked = check(req, body.bytes);
  if (!checked.ok) return refuse(reply, checked.kind, checked.options);
  const { input, form } = checked.parsed;
  const country = client.viaTrustedProxy ? single(req.headers["x-country"]) : undefined;
  const result = await submitReport({
    input,
    form,
    key: checked.key,
    address: client.address,
    userAgent: req.headers["user-agent"] ?? "",
    acceptLanguage: req.headers["accept-language"] ?? "",
    // Proxies have codes of their own for what they do not know (XX, T1): then the database may know it.
    country: country !== undefined && isCountry(country) ? country : null,
  });
  answer(reply, result, form !== null);
}
