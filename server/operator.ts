import { createHash, timingSafeEqual } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { parseStrictJson } from "#lib/reports/strict-json.ts";
import { type ProblemKind, type ProblemOptions, problemBody } from "#server/problem.ts";
import { readBody } from "#server/read-body.ts";

const MAX_BODY_BYTES = 16_384;
const MAX_BODY_MS = 5_000;
const BEARER = /^Bearer +(\S+)$/i;

function digest(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}

/**
 * Whether a request's `Authorization` header is the operator's; null: yes, else the refusal. Digests are compared, because
 * the comparison in constant time needs equal lengths and must not tell the token's own.
 */
export function refuseOperator(
  authorization: string | undefined,
  token: string | undefined,
): "operators-off" | "unauthorized" | null {
  if (token === undefined) return "operators-off";
  const given = BEARER.exec(authorization ?? "")?.[1];
  if (given === undefined) return "unauthorized";
  return timingSafeEqual(digest(given), digest(token)) ? null : "unauthorized";
}

/** Writes a refusal of an operator's address. `close`: the body was not read to its end. */
export function refuseOperation(
  req: IncomingMessage,
  res: ServerResponse,
  kind: ProblemKind,
  options: ProblemOptions = {},
  close = false,
): void {
  const [instance = "/"] = (req.url ?? "/").split("?", 1);
  const problem = problemBody(kind, { ...options, instance });
  res
    .writeHead(problem.status, close ? { ...problem.headers, connection: "close" } : problem.headers)
    .end(problem.body);
}

/**
 * Reads what an operator posts: method, token, type and size are checked in this order, then the body is parsed strictly.
 * Undefined: it was refused, and the answer is written. Browsers cannot send it for others, because no preflight is allowed.
 */
export async function readOperation(
  req: IncomingMessage,
  res: ServerResponse,
  token: string | undefined,
): Promise<{ readonly body: unknown } | undefined> {
  const refuse = (kind: ProblemKind, options?: ProblemOptions) => void refuseOperation(req, res, kind, options, true);
  if (req.method !== "POST") return refuse("method-not-allowed", { headers: { allow: "POST" } });
  const refused = refuseOperator(req.headers.authorization, token);
  if (refused !== null) {
    return refuse(refused, refused === "unauthorized" ? { headers: { "www-authenticate": "Bearer" } } : {});
  }
  const type = (req.headers["content-type"] ?? "").split(";", 1)[0]?.trim().toLowerCase();
  if (type !== "application/json") return refuse("unsupported-media-type", { headers: { accept: "application/json" } });
  const body = await readBody(req, MAX_BODY_BYTES, MAX_BODY_MS);
  if (!body.ok) return refuse(body.reason === "too-large" ? "payload-too-large" : "request-timeout");
  const json = parseStrictJson(body.bytes);
  if (json.ok) return { body: json.value };
  return refuse("malformed-json");
}
