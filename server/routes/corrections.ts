import type { IncomingMessage, ServerResponse } from "node:http";
import { formatMinute } from "#lib/buckets/minute.ts";
import { config } from "#lib/config.ts";
import { correctionInput } from "#lib/incidents/correction-input.ts";
import { type CorrectionResult, submitCorrection } from "#lib/incidents/submit-correction.ts";
import { log } from "#lib/log.ts";
import type { Client } from "#lib/reports/client-address.ts";
import { inputErrors } from "#lib/reports/input-error.ts";
import { readOperation, refuseOperation } from "#server/operator.ts";

const RETRY_AFTER_S = 5;

function answer(req: IncomingMessage, res: ServerResponse, result: CorrectionResult): void {
  if (result.kind !== "corrected") {
    refuseOperation(req, res, result.kind === "conflict" ? "already-corrected" : "not-found");
    return;
  }
  const { correction, replayed } = result;
  const headers = { "content-type": "application/json", "cache-control": "no-store" };
  res
    .writeHead(replayed ? 200 : 201, headers)
    .end(JSON.stringify({ ...correction, minute: formatMinute(correction.minute) }));
}

/** POST /api/v1/incidents/<id>/corrections: an operator marks an incident as a false alarm. */
export async function handleCorrection(
  req: IncomingMessage,
  res: ServerResponse,
  client: Client,
  id: string,
): Promise<void> {
  const operation = await readOperation(req, res, client, config().OPERATOR_TOKEN);
  if (operation === undefined) return;
  const input = correctionInput.safeParse(operation.body);
  if (!input.success) return refuseOperation(req, res, "invalid-request", { errors: inputErrors(input.error) });
  try {
    answer(req, res, await submitCorrection(id, input.data.reason));
  } catch (error) {
    log.error({ err: error, incident: id }, "a correction could not be stored");
    const detail = "It is not known whether the correction was stored. Send it again: it is made once.";
    refuseOperation(req, res, "unavailable-database", { detail, retryAfter: RETRY_AFTER_S });
  }
}
