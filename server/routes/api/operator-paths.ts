import { z } from "zod";
import type { ZodOpenApiComponentsObject, ZodOpenApiPathsObject } from "zod-openapi";
import { correctionInput } from "#lib/incidents/correction-input.ts";
import { officialInput } from "#lib/incidents/official-input.ts";
import { officialUpdate } from "#server/routes/api/incident-schemas.ts";
import { EVERY_ADDRESS, problemResponses } from "#server/routes/api/problem-responses.ts";
import { incidentParams, slugParams } from "#server/routes/api/query.ts";
import { UNKEPT } from "#server/routes/api/response-headers.ts";
import { incidentId, minute, slug } from "#server/routes/api/schemas.ts";

const correctionAnswer = z
  .object({ incidentId, minute, reason: z.string() })
  .meta({ id: "Correction", description: "`minute`: from when on it is on record." });

const json = { headers: UNKEPT, content: { "application/json": { schema: correctionAnswer } } };

const officialAnswer = officialUpdate.extend({ service: slug }).meta({ id: "StoredOfficialUpdate" });
const officialJson = { headers: UNKEPT, content: { "application/json": { schema: officialAnswer } } };

/** How an operator is known: from this a program made from the document can send the token. */
export const operatorSecurity = {
  operatorToken: { type: "http", scheme: "bearer", description: "The instance's `OPERATOR_TOKEN`." },
} satisfies ZodOpenApiComponentsObject["securitySchemes"];
const security = [{ operatorToken: [] }];

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
      security,
      requestParams: { path: incidentParams },
      requestBody: { required: true, content: { "application/json": { schema: correctionInput } } },
      responses: {
        "200": { description: "It was corrected before, for this reason.", ...json },
        "201": { description: "Corrected.", ...json },
        ...problemResponses([
          "malformed-json",
          "invalid-request",
          "unauthorized",
          "operators-off",
          "not-found",
          ...EVERY_ADDRESS,
          "request-timeout",
          "already-corrected",
          "payload-too-large",
          "unsupported-media-type",
          "too-many-requests",
          "unavailable-database",
        ]),
      },
    },
  },
  "/api/v1/services/{slug}/official-updates": {
    post: {
      operationId: "addOfficialUpdate",
      summary: "Record what the company says (operators)",
      description:
        "Needs `Authorization: Bearer` with the instance's `OPERATOR_TOKEN`. Plain text, shown beside the counts and never in them, " +
        "on record from the next minute on. The same update again changes nothing. It cannot be taken back.",
      security,
      requestParams: { path: slugParams },
      requestBody: { required: true, content: { "application/json": { schema: officialInput } } },
      responses: {
        "200": { description: "It was on record before.", ...officialJson },
        "201": { description: "Recorded.", ...officialJson },
        ...problemResponses([
          "malformed-json",
          "invalid-request",
          "unauthorized",
          "operators-off",
          "not-found",
          ...EVERY_ADDRESS,
          "request-timeout",
          "already-recorded",
          "payload-too-large",
          "unsupported-media-type",
          "too-many-requests",
          "unavailable-database",
        ]),
      },
    },
  },
};
