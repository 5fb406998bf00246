import { createHash, timingSafeEqual } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { z } from "zod";
import { config } from "#lib/config.ts";
import { log } from "#lib/log.ts";
import { addressKey, type Client } from "#lib/reports/client-address.ts";
import { inputErrors } from "#lib/reports/input-error.ts";
import { RateLimiter } from "#lib/reports/rate-limit.ts";
import { parseStrictJson } from "#lib/reports/strict-json.ts";
import { instanceOf, type ProblemKind, type ProblemOptions, problemBody } from "#server/problem.ts";
import { readBody } from "#server/read-body.ts";
import { queryErrors } from "#server/routes/api/route.ts";

const MAX_BODY_BYTES = 16_384;
const MAX_BODY_MS = 5_000;
/** Wrong tokens of one address: this many at once, then one per `intervalMs`. */
const GUESSES = { burst: 10, intervalMs: 60_000, maxEntries: 100_000 } as const;
const RETRY_AFTER_S = 5;
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

/**
 * Who asks an operator's address, and the token of this instance. While a client has guessed too often no token of his is
 * looked at, not even the right one: else the limit would tell him when he has found it.
 */
export class OperatorDoor {
  readonly #wrong = new RateLimiter(GUESSES);

  /** Null: the client is the operator. `nowMs`: monotonic milliseconds. */
  refuse(
    client: Client,
    authorization: string | undefined,
    token: string | undefined,
    nowMs: number,
  ): { readonly kind: ProblemKind; readonly options?: ProblemOptions } | null {
    const key = addressKey(client.address);
    const { allowed, retryAfterMs } = this.#wrong.look(key, nowMs);
    if (!allowed && token !== undefined) {
      const detail =
        "Too many wrong tokens came from this network: none is looked at before the time that Retry-After names.";
      return { kind: "too-many-requests", options: { detail, retryAfter: retryAfterMs / 1_000 } };
    }
    const kind = refuseOperator(authorization, token);
    if (kind !== "unauthorized") return kind && { kind };
    // What has no token guesses nothing.
    if (authorization !== undefined && this.#wrong.take(key, nowMs).remaining === 0)
      log.warn("too many wrong operator's tokens came from one network");
    return { kind, options: { headers: { "www-authenticate": "Bearer" } } };
  }
}

/** The door of this process. */
const door = new OperatorDoor();

/** Writes a refusal of an operator's address. `close`: the body was not read to its end. */
function refuseOperation(
  req: IncomingMessage,
  res: ServerResponse,
  kind: ProblemKind,
  options: ProblemOptions = {},
  close = false,
): void {
  const problem = problemBody(kind, { ...options, ...instanceOf(req.url) });
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
  client: Client,
  token: string | undefined,
): Promise<{ readonly body: unknown } | undefined> {
  const refuse = (kind: ProblemKind, options?: ProblemOptions) => void refuseOperation(req, res, kind, options, true);
  if (req.method !== "POST") return refuse("method-not-allowed", { headers: { allow: "POST" } });
  const refused = door.refuse(client, req.headers.authorization, token, performance.now());
  if (refused !== null) return refuse(refused.kind, refused.options);
  const type = (req.headers["content-type"] ?? "").split(";", 1)[0]?.trim().toLowerCase();
  if (type !== "application/json") {
    const detail = "application/json is expected.";
    return refuse("unsupported-media-type", { detail, headers: { accept: "application/json" } });
  }
  const body = await readBody(req, MAX_BODY_BYTES, MAX_BODY_MS);
  if (!body.ok && body.reason === "too-large")
    return refuse("payload-too-large", { detail: `The body may have ${MAX_BODY_BYTES} bytes at most.` });
  if (!body.ok) return refuse("request-timeout");
  const json = parseStrictJson(body.bytes);
  if (json.ok) return { body: json.value };
  return refuse("malformed-json");
}

/** What became of an operation that was understood. `body`: what is on record, now or since it was `replayed` for the first time. */
export type OperationResult =
  | { readonly kind: "stored"; readonly body: object; readonly replayed: boolean }
  | { readonly kind: "refused"; readonly problem: ProblemKind; readonly options?: ProblemOptions };

/** An operator's address: what it takes, and what it does with it. To do the same again must change nothing. */
export interface Operation<Schema extends z.ZodType> {
  readonly input: Schema;
  readonly run: (input: z.output<Schema>) => Promise<OperationResult>;
  /** What was operated on, for the log. */
  readonly subject: Readonly<Record<string, string>>;
}

/** Answers an operator's request: 201 for what is stored, 200 for what was before, else the refusal. */
export async function answerOperation<Schema extends z.ZodType>(
  req: IncomingMessage,
  res: ServerResponse,
  client: Client,
  { input, run, subject }: Operation<Schema>,
): Promise<void> {
  const operation = await readOperation(req, res, client, config().OPERATOR_TOKEN);
  if (operation === undefined) return;
  const errors = queryErrors(req.url ?? "");
  if (errors.length > 0) return refuseOperation(req, res, "invalid-request", { errors });
  const read = input.safeParse(operation.body);
  if (!read.success) return refuseOperation(req, res, "invalid-request", { errors: inputErrors(read.error) });
  try {
    const result = await run(read.data);
    if (result.kind === "refused") return refuseOperation(req, res, result.problem, result.options);
    const headers = { "content-type": "application/json", "cache-control": "no-store" };
    res.writeHead(result.replayed ? 200 : 201, headers).end(JSON.stringify(result.body));
  } catch (error) {
    log.error({ err: error, ...subject }, "what an operator sent could not be stored");
    const detail = "It is not known whether this was stored. Send it again: it is stored once.";
    refuseOperation(req, res, "unavailable-database", { detail, retryAfter: RETRY_AFTER_S });
  }
}
