import { z } from "zod";
import { readEvidence } from "#lib/live/read-evidence.ts";
import { evidenceAnswer } from "#server/routes/api/answers.ts";
import { incidentParams } from "#server/routes/api/query.ts";
import { defineRoute } from "#server/routes/api/route.ts";
import { pointsJson, stampJson } from "#server/routes/api/views.ts";

export const evidenceRoute = defineRoute({
  path: "/api/v1/incidents/{id}/evidence",
  operationId: "readEvidence",
  summary: "What each change of an incident followed from",
  description:
    "For every event the counts, the baseline, the detector's memory and the version of its thresholds, as stored. " +
    "`npm run replay -- --incident <id>` judges again from this answer and compares, bit for bit. Minutes inside the " +
    "evidence are numbers: minutes since 1970-01-01T00:00Z. Networks are numbered, not named.",
  params: incidentParams,
  query: z.object({}),
  answer: evidenceAnswer,
  async read({ params }, context) {
    const snapshot = await readEvidence(params.id ?? "", context);
    return snapshot && { ...snapshot, ...stampJson(snapshot), events: pointsJson(snapshot.events) };
  },
});
