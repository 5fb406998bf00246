import type { IncomingMessage, ServerResponse } from "node:http";
import { formatMinute } from "#lib/buckets/minute.ts";
import { config } from "#lib/config.ts";
import { officialInput } from "#lib/incidents/official-input.ts";
import { type OfficialResult, submitOfficialUpdate } from "#lib/incidents/submit-official-update.ts";
import { log } from "#lib/log.ts";
import type { Client } from "#lib/reports/client-address.ts";
import { broken, inputErrors } from "#lib/reports/input-error.ts";
import { readOperation, refuseOperation } from "#server/operator.ts";

const RETRY_AFTER_S = 5;

function answer(req: IncomingMessage, res: ServerResponse, slug: string, result: OfficialResult): void {
  if (result.kind === "stored") {
    const { said, known, text, url } = result.update;
    const body = { service: slug, minute: formatMinute(said), known: formatMinute(known), text, url };
    const headers = { "content-type": "application/json", "cache-control": "no-store" };
    res.writeHead(result.replayed ? 200 : 201, headers).end(JSON.stringify(body));
    return;
  }
  if (result.kind === "in-the-future") {
    refuseOperation(req, res, "invalid-request", { errors: [broken("#/at", "in-the-future")] });
    return;
  }
  refuseOperation(req, res, result.kind === "conflict" ? "already-recorded" : "not-found");
}

/** POST /api/v1/services/<slug>/official-updates: an operator records what the company itself says. */
export async function handleOfficialUpdate(
  req: IncomingMessage,
  res: ServerResponse,
  client: Client,
  slug: string,
): Promise<void> {
  const operation = await readOperation(req, res, client, config().OPERATOR_TOKEN);
  if (operation === undefined) return;
  const input = officialInput.safeParse(operation.body);
  if (!input.success) return refuseOperation(req, res, "invalid-request", { errors: inputErrors(input.error) });
  try {
    answer(req, res, slug, await submitOfficialUpdate(slug, input.data));
  } catch (error) {
    log.error({ err: error, service: slug }, "an official update could not be stored");
    const detail = "It is not known whether the update was stored. Send it again: it is stored once.";
    refuseOperation(req, res, "unavailable-database", { detail, retryAfter: RETRY_AFTER_S });
  }
}
