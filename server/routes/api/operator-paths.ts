import { z } from "zod";
import type { ZodOpenApiPathsObject } from "zod-openapi";
import { correctionInput } from "#lib/incidents/correction-input.ts";
import { problemResponses } from "#server/routes/api/problem-responses.ts";
import { incidentParams } from "#server/routes/api/query.ts";
import { incidentId, minute } from "#server/routes/api/schemas.ts";

const correctionAnswer = z
  .object({ incidentId, minute, reason: z.string() })
  .meta({ id: "Correction", description: "`minute`: from when on it is on record." });

const json = { "application/json": { schema: correctionAnswer } };

/** What only an operator may do: everything here asks for `OPERATOR_TOKEN`. */
export const operatorPaths: ZodOpenApiPathsObject = {
  "/api/v1/incidents/{id}/corrections": {
    post: {
      operationId: "correctIncident",
      summary: "Mark an incident as a false alarm (operators)",
      description:
        "Needs `Authorization: Bearer` with the instance's `OPERATOR_TOKEN`. A `corrected` event is appended; the record stays " +
        "at its address and keeps its figures; one that lasts is closed; lists of outages leave it out. The same correction " +
        "again changes nothing. It cannot be taken back.",
      requestParams: { path: incidentParams },
      requestBody: { required: true, content: { "application/json": { schema: correctionInput } } },
      responses: {
        "200": { description: "It was corrected before, for this reason.", content: json },
        "201": { description: "Corrected.", content: json },
        ...problemResponses(
          "malformed-json",
          "invalid-request",
          "unauthorized",
          "operators-off",
          "not-found",
          "method-not-allowed",
          "request-timeout",
          "already-corrected",
          "payload-too-large",
          "unsupported-media-type",
          "unavailable-database",
        ),
      },
    },
  },
};
