import type { IncomingHttpHeaders } from "node:http";
import { readForm } from "#lib/reports/form-fields.ts";
import { broken } from "#lib/reports/input-error.ts";
import { type Parsed, parseReport, parseReportForm } from "#lib/reports/report-input.ts";
import { parseStrictJson } from "#lib/reports/strict-json.ts";
import type { ProblemKind, ProblemOptions } from "#server/problem.ts";
import { queryErrors } from "#server/routes/api/route.ts";

/** A request for this address, however it was read. */
export interface ReportRequest {
  readonly method: string;
  /** Given where it may have a query. */
  readonly target?: string;
  readonly headers: IncomingHttpHeaders;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

type MediaType = "json" | "form" | null;

/** What a body is said to be; null when it is nothing that is taken. */
export function mediaType(header: string | undefined): MediaType {
  if (header === "application/json") return "json";
  const [type, ...parameters] = (header ?? "")
    .toLowerCase()
    .split(";")
    .map((part) => part.trim());
  if (parameters.some((parameter) => parameter.startsWith("charset=") && !/^charset="?utf-?8"?$/.test(parameter)))
    return null;
  if (type === "application/json") return "json";
  return type === "application/x-www-form-urlencoded" ? "form" : null;
}

/** A header that is read as one value. */
export function single(header: string | string[] | undefined): string | undefined {
  return Array.isArray(header) ? header.join(",") : header;
}

/** A report with its Idempotency-Key, or why it is none. */
export type Checked =
  | { readonly ok: true; readonly parsed: Extract<Parsed, { ok: true }>; readonly key: string | null }
  | { readonly ok: false; readonly kind: ProblemKind; readonly options: ProblemOptions };

function parseForm(bytes: Uint8Array): Parsed {
  const form = readForm(bytes);
  return form.ok ? parseReportForm(form.fields) : form;
}

const OPENING_BRACE = /^\s*\{/;
const IS_JSON =
  "This looks like JSON, but its Content-Type says that it is a form: send it with Content-Type: application/json.";

/** Reads a body of at most `limits.bodyBytes` as what its request says that it is. */
export function checkReport({ headers, target }: ReportRequest, bytes: Uint8Array): Checked {
  const errors = target === undefined ? [] : queryErrors(target);
  if (errors.length > 0) return { ok: false, kind: "invalid-request", options: { errors } };
  const key = single(headers["idempotency-key"]);
  if (key !== undefined && !UUID.test(key))
    return {
      ok: false,
      kind: "invalid-request",
      options: { errors: [broken("Idempotency-Key", "not-a-uuid")] },
    };
  const isForm = mediaType(headers["content-type"]) === "form";
  const json = isForm ? null : parseStrictJson(bytes);
  if (json !== null && !json.ok) return { ok: false, kind: "malformed-json", options: {} };
  const parsed = json === null ? parseForm(bytes) : parseReport(json.value);
  if (parsed.ok) return { ok: true, parsed, key: key ?? null };
  // What curl says of a body unless it is told.
  if (isForm && OPENING_BRACE.test(Buffer.from(bytes.subarray(0, 16)).toString("latin1")))
    return { ok: false, kind: "unsupported-media-type", options: { detail: IS_JSON } };
  return { ok: false, kind: "invalid-request", options: { errors: parsed.errors } };
}
