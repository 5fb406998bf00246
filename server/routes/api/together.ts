import { z } from "zod";
import { readIncidentTogether } from "#lib/live/read-together.ts";
import { cause, togetherService } from "#server/routes/api/incident-schemas.ts";
import { incidentParams } from "#server/routes/api/query.ts";
import { defineRoute } from "#server/routes/api/route.ts";
import { count, incidentId, stamp } from "#server/routes/api/schemas.ts";
import { causeJson, stampJson, togetherServiceJson } from "#server/routes/api/views.ts";

const companion = togetherService
  .extend({
    relation: z
      .enum(["parent", "child", "sibling", "carrier", "carried", "same-kind", "rose-before", "none"])
      .meta({ description: "What it is to the service of the incident, as the catalogue and the record know it." }),
    minutesAfter: z.int().meta({ description: "From the incident's start to its own; negative: it was first." }),
    times: z.number().meta({ description: "How many times the larger of both peaks is the smaller one." }),
    isLarger: z.boolean(),
    before: count.meta({ description: "How often both began an incident within 90 minutes in the 90 days before." }),
  })
  .meta({ id: "Companion" });

export const togetherAnswer = stamp
  .extend({
    incidentId,
    service: togetherService,
    companions: z.array(companion).meta({ description: "In the order in which their reports began to rise." }),
    possibleCauses: z.array(cause),
  })
  .meta({ id: "Together", description: "What rose at the same time. To rise together is not to have one cause." });

export const togetherRoute = defineRoute({
  path: "/api/v1/incidents/{id}/together",
  operationId: "readTogether",
  summary: "What rose at the same time as an incident",
  description:
    "Services whose reports began to rise within 90 minutes of the incident's start and that have to do with it, or are in an " +
    "outage as it is; at most eight, the largest. One that is not in an outage is `possible` at most: people often report " +
    "the wrong service. A supplier that several of them may share is a possible cause, never more.",
  params: incidentParams,
  query: z.object({}),
  answer: togetherAnswer,
  async read({ params }, context) {
    const snapshot = await readIncidentTogether(params.id ?? "", context);
    if (snapshot === null) return null;
    const { own, companions, causes } = snapshot.together;
    return {
      ...stampJson(snapshot),
      incidentId: snapshot.incidentId,
      service: togetherServiceJson(own),
      companions: companions.map(togetherServiceJson),
      possibleCauses: causes.map(causeJson),
    };
  },
});
