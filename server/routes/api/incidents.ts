import { z } from "zod";
import { decodeIncidentCursor } from "#lib/live/cursor.ts";
import { nowOf } from "#lib/live/read-context.ts";
import { readIncident } from "#lib/live/read-incident.ts";
import { readIncidents } from "#lib/live/read-incidents.ts";
import { DEFAULT_LANGUAGE, LANGUAGES } from "#lib/publish/language.ts";
import { broken } from "#lib/reports/input-error.ts";
import { incidentAnswer, incidentsAnswer } from "#server/routes/api/answers.ts";
import { printJson } from "#server/routes/api/print.ts";
import {
  cursorText,
  definedOnly,
  incidentParams,
  minuteText,
  timeZone,
  wholeNumber,
} from "#server/routes/api/query.ts";
import { defineRoute, Refusal } from "#server/routes/api/route.ts";
import { incidentJson, incidentRecordJson, stampJson } from "#server/routes/api/views.ts";

const incidentsQuery = z
  .object({
    service: z
      .string()
      .regex(/^[a-z0-9-]{1,64}$/, { error: "A service's key is expected: a-z, 0-9 and hyphens." })
      .optional()
      .meta({ description: "Only this service's incidents." }),
    open: z
      .enum(["true", "false"])
      .transform((text) => text === "true")
      .optional()
      .meta({ description: "Only those that last, or only those that ended." }),
    corrected: z
      .enum(["true", "false"])
      .transform((text) => text === "true")
      .optional()
      .meta({ description: "Only false alarms, or only the others; all when not given." }),
    from: minuteText.optional().meta({ description: "Opened at this minute or later." }),
    to: minuteText.optional().meta({ description: "Opened before this minute." }),
    limit: wholeNumber(1, 100, "Incidents per page, 30 when not given."),
    cursor: cursorText(decodeIncidentCursor).optional(),
  })
  .refine(({ from, to }) => from === undefined || to === undefined || from < to, {
    path: ["from"],
    params: { code: "not-before-to" },
  });

/** Beyond this Postgres has no integer for a minute; such a moment is millennia away. */
const MAX_QUERY_MINUTE = 2_147_483_647;

export const incidentsRoute = defineRoute({
  path: "/api/v1/incidents",
  operationId: "listIncidents",
  summary: "Incidents, newest first",
  description: "A page at a time. An unknown service is 404.",
  query: incidentsQuery,
  answer: incidentsAnswer,
  mayBeMissing: true,
  async read({ query: { cursor, ...query } }, context) {
    const late = (["from", "to"] as const).filter((key) => (query[key] ?? 0) > MAX_QUERY_MINUTE);
    if (late.length > 0) return new Refusal(late.map((key) => broken(`?${key}`, "in-the-future")));
    const snapshot = await readIncidents(definedOnly({ ...query, after: cursor ?? undefined }), context);
    return snapshot && { ...stampJson(snapshot), incidents: snapshot.incidents.map(incidentJson), next: snapshot.next };
  },
});

export const incidentRoute = defineRoute({
  path: "/api/v1/incidents/{id}",
  operationId: "readIncident",
  summary: "The record of an incident",
  description:
    "Figures, series, shares, places and every change with its reason. With `asof` everything is as it was known at that minute, for ever; a minute that lies in the future is refused, and one that is not judged yet is not found. `print` has the figures, a paragraph and a citation ready to print, in `lang` and `tz`.",
  params: incidentParams,
  query: z.object({
    asof: minuteText.optional(),
    lang: z.enum(LANGUAGES).optional().meta({ description: "Language of `print`, English when not given." }),
    tz: timeZone.optional().meta({ description: "An IANA time zone, for `print`; UTC when not given." }),
  }),
  answer: incidentAnswer,
  async read({ params, query: { asof, lang = DEFAULT_LANGUAGE, tz = "UTC" } }, context) {
    if (asof !== undefined && asof > nowOf(context)) return new Refusal([broken("?asof", "in-the-future")]);
    const snapshot = await readIncident(params.id ?? "", asof ?? null, context);
    return snapshot && { ...incidentRecordJson(snapshot), print: printJson(snapshot, lang, tz) };
  },
});
