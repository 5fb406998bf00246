import type { IncomingMessage, ServerResponse } from "node:http";
import { formatMinute } from "#lib/buckets/minute.ts";
import { correctionInput } from "#lib/incidents/correction-input.ts";
import { type CorrectionResult, submitCorrection } from "#lib/incidents/submit-correction.ts";
import type { Client } from "#lib/reports/client-address.ts";
import { answerOperation, type OperationResult } from "#server/operator.ts";

function answerOf(result: CorrectionResult): OperationResult {
  if (result.kind === "conflict") return { kind: "refused", problem: "already-corrected" };
  if (result.kind === "unknown-incident") return { kind: "refused", problem: "not-found" };
  const { correction, replayed } = result;
  return { kind: "stored", body: { ...correction, minute: formatMinute(correction.minute) }, replayed };
}

/** POST /api/v1/incidents/<id>/corrections: an operator marks an incident as a false alarm. */
export function handleCorrection(req: IncomingMessage, res: ServerResponse, client: Client, id: string): Promise<void> {
  return answerOperation(req, res, client, {
    input: correctionInput,
    run: async ({ reason }) => answerOf(await submitCorrection(id, reason)),
    subject: { incident: id },
  });
}
