import type { IncomingMessage, ServerResponse } from "node:http";
import { formatMinute } from "#lib/buckets/minute.ts";
import { isCountry } from "#lib/catalog/country.ts";
import { config } from "#lib/config.ts";
import { log } from "#lib/log.ts";
import type { Client } from "#lib/reports/client-address.ts";
import { broken } from "#lib/reports/input-error.ts";
import { limits } from "#lib/reports/limits.ts";
import { ReportLimiter } from "#lib/reports/report-limiter.ts";
import { mayReport } from "#lib/reports/same-origin.ts";
import { type SubmitResult, submitReport } from "#lib/reports/submit-report.ts";
import { type ProblemKind, type ProblemOptions, problemBody } from "#server/problem.ts";
import { type Body, readBody } from "#server/read-body.ts";
import { checkReport, mediaType, type ReportRequest, single } from "#server/routes/check-report.ts";
import { isPageForm, refusedPage } from "#server/routes/refused-page.ts";

const INSTANCE = "/api/v1/reports";
const RETRY_AFTER_S = 2;
/** Room is made by an operator, not by waiting a moment. */
const DISK_RETRY_AFTER_S = 30;
const SEND_AGAIN = "Send the report again with the same Idempotency-Key: it will be counted once.";
const POLICY = `"reports";q=${limits.burst};w=${(limits.burst * limits.intervalMs) / 1000}`;

const limiter = new ReportLimiter();

/**
 * Sends an answer of known length. `headers`: name, value, name, value ..., besides those that every answer has; `connection: close` among
 * them ends the connection behind it.
 */
export type SendAnswer = (status: number, headers: readonly string[], body: string) => void;

/** Where an answer goes, and the headers that it has whatever it says. */
interface Reply {
  readonly request: ReportRequest;
  readonly send: SendAnswer;
  readonly headers: string[];
}

/** A flat list of headers is never made a map of: setHeader() took an eighth of the front's time under load. */
function write({ send, headers }: Reply, status: number, own: Readonly<Record<string, string>>, body: string): void {
  for (const name in own) headers.push(name, own[name] ?? "");
  headers.push("content-length", String(Buffer.byteLength(body)));
  send(status, headers, body);
}

/** Writes a refusal as who asked can read it. */
function writeProblem(reply: Reply, kind: ProblemKind, options: ProblemOptions, close = false): void {
  const problem = problemBody(kind, { ...options, instance: INSTANCE });
  const isKnown = options.stored === false;
  const { status, headers, body } = isPageForm(reply.request)
    ? refusedPage(reply.request, kind, problem, isKnown)
    : problem;
  write(reply, status, close ? { ...headers, connection: "close" } : headers, body);
}

function refuse(reply: Reply, kind: ProblemKind, options: ProblemOptions = {}, close = false): void {
  writeProblem(reply, kind, { ...options, stored: false }, close);
}

/** Refusals that need no body. True when the request may go on. */
function admit(reply: Reply, client: Client): boolean {
  const { method, headers } = reply.request;
  if (method !== "POST") {
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

async function take(reply: Reply, client: Client, body: () => Body | Promise<Body>): Promise<void> {
  if (!admit(reply, client)) return;
  const read = await body();
  if (!read.ok) return refuseBody(reply, read);
  const { headers } = reply.request;
  const checked = checkReport(reply.request, read.bytes);
  if (!checked.ok) return refuse(reply, checked.kind, checked.options);
  const { input, form } = checked.parsed;
  const country = client.viaTrustedProxy ? single(headers["x-country"]) : undefined;
  const result = await submitReport({
    input,
    form,
    key: checked.key,
    address: client.address,
    userAgent: headers["user-agent"] ?? "",
    acceptLanguage: headers["accept-language"] ?? "",
    // Proxies have codes of their own for what they do not know (XX, T1): then the database may know it.
    country: country !== undefined && isCountry(country) ? country : null,
  });
  answer(reply, result, form !== null);
}

/**
 * POST /api/v1/reports: from the socket to COMMIT. Knows nothing of what read the request, because everything but the plainest
 * reader is slower than the database. The body is asked for when nothing before it is a reason to refuse. Never rejects.
 */
export async function handleReport(
  request: ReportRequest,
  client: Client,
  body: () => Body | Promise<Body>,
  send: SendAnswer,
): Promise<void> {
  const reply: Reply = { request, send, headers: [] };
  try {
    await take(reply, client, body);
  } catch (error) {
    log.error({ err: error }, "a report could not be answered");
    // Whether it was stored is not said: it may have been.
    writeProblem({ ...reply, headers: [] }, "internal", {}, true);
  }
}

/** The same for a request that Node has read. `common`: the headers of every answer. */
export function handleNodeReport(
  req: IncomingMessage,
  res: ServerResponse,
  client: Client,
  common: readonly string[],
): Promise<void> {
  const { method = "", headers, url = "" } = req;
  return handleReport(
    { method, headers, target: url },
    client,
    () => readBody(req, limits.bodyBytes, limits.bodyMs),
    (status, own, body) => res.writeHead(status, [...common, ...own]).end(body),
  );
}
