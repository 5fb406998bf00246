import { z } from "zod";
import { LANGUAGES } from "#lib/publish/language.ts";
import {
  cause,
  figures,
  incident,
  incidentEvent,
  officialUpdate,
  revision,
} from "#server/routes/api/incident-schemas.ts";
import {
  count,
  cursor,
  incidentId,
  minute,
  place,
  received,
  serviceName,
  share,
  slug,
  stamp,
  stateKey,
  worksPercent,
} from "#server/routes/api/schemas.ts";
import { facetSeries, point, series } from "#server/routes/api/series-schemas.ts";
import {
  expected15,
  missed15,
  reports15,
  serviceInfo,
  serviceRow,
  stateSince,
  verdict,
} from "#server/routes/api/service-schemas.ts";

/** The answers of the API, one schema each: what the reference says is what the tests check. */
export const servicesAnswer = stamp.extend({ services: z.array(serviceRow), next: cursor }).meta({ id: "Services" });

export const serviceAnswer = stamp
  .extend({
    service: serviceInfo,
    state: stateKey,
    since: stateSince,
    reason: z.string().meta({ description: "The detector's sentence: why this state." }),
    verdict: verdict.nullable().meta({ description: "The numbers behind it; null for a service never judged." }),
    incidentId: incidentId.nullable(),
    reports15,
    missed15,
    expected15,
    series,
    problems: z.array(share).meta({ description: "Since the open incident's start, else of the last 24 hours." }),
    places: z
      .array(place)
      .meta({ description: "Over the same time as `problems`; so are `worksPercent` and `received`." }),
    worksPercent,
    received,
    siblings: z.array(serviceRow).meta({ description: "Its parent, its children and those of the same parent." }),
    official: z.array(officialUpdate).meta({ description: "In the time of the series, oldest first." }),
    incidents: z.array(incident).meta({ description: "The latest ones, newest first." }),
  })
  .meta({ id: "Service" });

export const seriesAnswer = z
  .union([stamp.extend({ service: serviceName, series }), stamp.extend({ service: serviceName, facets: facetSeries })])
  .meta({ id: "ServiceSeries" });

export const incidentsAnswer = stamp.extend({ incidents: z.array(incident), next: cursor }).meta({ id: "Incidents" });

export const incidentAnswer = stamp
  .extend({
    incident,
    service: serviceInfo,
    state: stateKey,
    correction: z
      .object({ minute, reason: z.string() })
      .nullable()
      .meta({ description: "Why it was a false alarm, in the operator's words; null for all others." }),
    figures,
    series,
    problems: z.array(share),
    places: z.array(place),
    events: z.array(incidentEvent),
    official: z.array(officialUpdate).meta({ description: "Of that time, oldest first." }),
    revisions: z.array(revision).meta({ description: "Every change with the figures as known then, oldest first." }),
    print: z
      .object({
        language: z.enum(LANGUAGES),
        timeZone: z.string(),
        title: z.string(),
        paragraph: z.string(),
        citation: z.object({ short: z.string(), full: z.string(), bibtex: z.string() }),
        figures: z.array(z.object({ key: z.string(), label: z.string(), value: z.string(), definition: z.string() })),
      })
      .meta({ description: "Figures with their definitions, a paragraph and a citation, ready to print." }),
  })
  .meta({ id: "IncidentRecord" });

const counts = z.array(z.number());

/** Loose where the parts are the detector's own books: `recompute` of lib/incidents reads them whole. */
const evidence = z
  .looseObject({
    thresholds: z.int().meta({ description: "Version of the thresholds and formulas that judged." }),
    input: z.looseObject({
      minute: z.int().meta({ description: "The judged minute, in minutes since 1970-01-01T00:00Z." }),
      reports: counts.meta({ description: "Counted reports of the last 240 minutes, the judged one last." }),
      networks: counts.meta({ description: "Of these, the first of their network within the hour." }),
      known: z.array(z.boolean()).meta({ description: "Whether reports could be taken in each minute." }),
      baseline: z
        .looseObject({})
        .nullable()
        .meta({ description: "What was normal; null where less than a day was known." }),
      memory: z.looseObject({}).meta({ description: "What the detector carried from the minute before." }),
      countries: z
        .array(z.looseObject({ country: z.string(), reports: counts, networks: counts }))
        .optional()
        .meta({
          description: "The country whose own counts decided, with what was normal there; else none. Since version 4.",
        }),
      sources: z
        .record(z.string(), z.union([z.object({ reports: z.number(), networks: z.number() }), z.number()]))
        .nullable()
        .meta({
          description:
            "Reports of the hour by source, and how many were the first of their network, loudest first. Sources are numbered anew in each event. Until version 3 reports alone.",
        }),
      isNetwork: z
        .boolean()
        .meta({ description: "Whether the service is itself a network, whose reporters share a provider." }),
      commonFactor: z
        .number()
        .meta({ description: "How many times the expected the quiet services have together; 1 at least." }),
      smallRises: z.enum(["few", "many", "few-senders"]).optional().meta({
        description:
          "What the small rises of all services said together: many at once may be one script's; of few senders they are. Since version 5.",
      }),
      commonNetworks: z.number().optional().meta({
        description:
          "Networks beyond the usual that the middle one of these small rises had in five minutes, where they are many: what all services get alike is none's own. Since version 12.",
      }),
      firstHeard: z.boolean().optional().meta({
        description: "The service's first report ever is among these minutes. Since version 5.",
      }),
      larger: z
        .looseObject({})
        .nullable()
        .meta({ description: "A failing service that people may have meant, or whose outage it may be: the parent." }),
    }),
    open: z.looseObject({}).nullable().meta({ description: "The incident that lasted before the event." }),
    last: z.looseObject({}).nullable().meta({ description: "The service's incident before that." }),
    verdict: z.looseObject({ state: z.string(), reason: z.string() }).meta({ description: "As it was concluded." }),
  })
  .meta({ id: "Evidence", description: "Everything that a decision followed from." });

export const evidenceAnswer = stamp
  .extend({
    incidentId,
    service: serviceName,
    thresholds: z.record(z.string(), z.number()).meta({ description: "The detector's numbers in this build." }),
    thresholdsVersion: z.int().meta({ description: "Their version. Evidence of another one was judged otherwise." }),
    events: z.array(
      incidentEvent.extend({
        evidence: evidence.nullable().meta({ description: "Null where none is stored that this build can read." }),
      }),
    ),
  })
  .meta({ id: "IncidentEvidence" });

const services = count.meta({ description: "Services, not reports." });

export const homeAnswer = stamp
  .extend({
    counts: z
      .object({ outage: services, possible: services, unconfirmed: services })
      .meta({ description: "Services in each state. The lists hold at most 100 of them together, the worst first." }),
    outage: z.array(serviceRow),
    possible: z.array(serviceRow),
    unconfirmed: z.array(serviceRow),
    categories: z.array(z.object({ key: z.string(), name: z.string(), services, notNormal: services })),
    possibleCauses: z.array(cause),
    recentIncidents: z.array(incident),
    services: services.meta({ description: "Services of the whole catalogue." }),
    reports24h: count.meta({ description: "Counted problem reports on all services in the last 24 hours." }),
  })
  .meta({ id: "Home" });

export const liveFrame = stamp
  .extend({
    slug,
    state: stateKey,
    since: stateSince,
    reason: z.string(),
    incidentId: incidentId.nullable(),
    reports15,
    missed15,
    expected15,
    worksPercent,
    minutes: z.array(point).meta({ description: "The last 10 minutes." }),
    steps: z.array(point).meta({ description: "The last 3 steps of 5 minutes." }),
  })
  .meta({ id: "LiveFrame", description: "The data of a service's `frame` event." });

export const liveSnapshot = liveFrame
  .extend({ series })
  .meta({ id: "LiveSnapshot", description: "The data of a service's `snapshot` event." });

export const homeFrame = stamp
  .extend({ services: z.array(serviceRow.omit({ topProblem: true })) })
  .meta({ id: "HomeFrame", description: "The data of both events of the home page's stream." });

const age = z.number().nullable().meta({ description: "Seconds since then, real time." });

export const healthAnswer = z
  .object({
    status: z.enum(["ok", "degraded", "unavailable"]),
    database: z.boolean(),
    mode: z.enum(["live", "demo", "replay"]),
    version: z.string(),
    clock: z.object({ now: z.string(), speed: z.number() }).nullable(),
    jobs: z.array(
      z.object({ name: z.string(), lastRunAge: age, lastOkAge: age, failed: z.boolean(), late: z.boolean() }),
    ),
    consistency: z
      .object({ ok: z.boolean(), buckets: z.number(), reports: z.number(), facets: z.number() })
      .nullable()
      .meta({ description: "The last check that buckets, raw reports and facets tell the same counts." }),
    warnings: z.array(z.enum(["untrusted-proxy", "disk-full"])).meta({
      description:
        "`untrusted-proxy`: a proxy that is not in TRUSTED_PROXIES makes all visitors look like one address. `disk-full`: within the last minute a report was refused because the database has no room.",
    }),
  })
  .meta({ id: "Health" });

export const problemAnswer = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string().optional(),
    instance: z.string().optional(),
    errors: z
      .array(
        z.object({
          pointer: z.string().meta({ description: "`?name` of a query key, or a JSON pointer into the body." }),
          code: z.string(),
          message: z.string().meta({ description: "What is expected there." }),
        }),
      )
      .optional(),
    stored: z.literal(false).optional(),
  })
  .meta({ id: "Problem", description: "RFC 9457." });
