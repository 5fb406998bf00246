import type { IncomingMessage, ServerResponse } from "node:http";
import { formatMinute } from "#lib/buckets/minute.ts";
import { officialInput } from "#lib/incidents/official-input.ts";
import { type OfficialResult, submitOfficialUpdate } from "#lib/incidents/submit-official-update.ts";
import type { Client } from "#lib/reports/client-address.ts";
import { broken } from "#lib/reports/input-error.ts";
import { answerOperation, type OperationResult } from "#server/operator.ts";

function answerOf(slug: string, result: OfficialResult): OperationResult {
  switch (result.kind) {
    case "conflict":
      return { kind: "refused", problem: "already-recorded" };
    case "unknown-service":
      return { kind: "refused", problem: "not-found" };
    case "in-the-future":
      return { kind: "refused", problem: "invalid-request", options: { errors: [broken("#/at", "in-the-future")] } };
    case "stored": {
      const { said, known, text, url } = result.update;
      const body = { service: slug, minute: formatMinute(said), known: formatMinute(known), text, url };
      return { kind: "stored", body, replayed: result.replayed };
    }
  }
}

/** POST /api/v1/services/<slug>/official-updates: an operator records what the company itself says. */
export function handleOfficialUpdate(
  req: IncomingMessage,
  res: ServerResponse,
  client: Client,
  slug: string,
): Promise<void> {
  return answerOperation(req, res, client, {
    input: officialInput,
    run: async (input) => answerOf(slug, await submitOfficialUpdate(slug, input)),
    subject: { service: slug },
  });
}
