import { z } from "zod";
import { FACETS } from "#lib/buckets/facets.db.ts";

const count = z.int().min(0);
const percent = z.int().min(0).max(100);
const expectation = z.number().min(0).nullable();

/** A UTC minute. It has no seconds, which the format `date-time` (RFC 3339) asks for: programs made from it would refuse each one. */
const minute = z
  .string()
  .regex(/^\d{4}-\d\d-\d\dT\d\d:\d\dZ$/)
  .meta({
    id: "Minute",
    description: "Start of a UTC minute, ISO 8601 without seconds.",
    example: "2024-11-09T00:03Z",
  });
const slug = z.string().meta({ description: "The service's public key.", example: "chatgpt" });
const incidentId = z.string().meta({ description: "The incident's permanent key." });

export const stateKey = z.enum(["normal", "possible", "unconfirmed", "outage"]).meta({
  id: "State",
  description:
    "What the detector says: `normal`, `possible` problems, `outage`, or `unconfirmed` (volume without diversity of networks).",
});

export const stamp = z.object({
  mode: z.enum(["live", "demo", "replay"]).meta({ description: "Whether the data is real." }),
  demonstration: z.boolean().meta({ description: "True for everything that is not live data." }),
  asOf: z.string().meta({ description: "When the answer was true, on the instance's clock.", format: "date-time" }),
});

const gate = z.boolean();

export const verdict = z
  .object({
    minute: minute.meta({ description: "The judged minute." }),
    state: z.enum(["unknown", "normal", "possible", "unconfirmed", "outage"]),
    finding: z.string().meta({ description: "What this minute's counts say by themselves." }),
    country: z.string().nullable().meta({
      description: "The country whose own counts decided (ISO 3166-1 alpha-2); null when it was the whole service's.",
    }),
    window: z.int().meta({ description: "Minutes of the window that decided, ending with the judged one." }),
    observed: z.number().meta({ description: "Counted reports in it." }),
    networks: z.number().meta({ description: "Of these, the first of their network within the hour." }),
    expected: expectation.meta({
      description:
        "Reports expected in it as the day goes, with late reports of an outage; null where nothing is known yet.",
    }),
    usual: expectation.meta({ description: "Reports that are usual in it, as `expected` of the series has them." }),
    basis: z.string().meta({ description: "What the expectation rests on." }),
    evidence: z.number().meta({ description: "Evidence against chance, in nats." }),
    threshold: z.number().meta({ description: "Evidence that `outage` asks." }),
    gates: z.object({ evidence: gate, size: gate, diversity: gate, ownRise: gate, notTail: gate, lasting: gate }),
    thresholds: z.int().meta({ description: "Version of the detector's numbers." }),
  })
  .meta({ id: "Verdict", description: "The numbers of a judgement, and which tests it passed." });

const serviceName = z.object({ slug, name: z.string() });

export const share = z
  .object({
    key: z.string(),
    label: z.string(),
    reports: count,
    percent: percent.meta({ description: "Whole percent; all of one list sum to 100." }),
  })
  .meta({ id: "Share" });

export const place = z
  .object({
    key: z.string().meta({ description: "ISO 3166-1 alpha-2 code." }),
    label: z.string(),
    reports: count.nullable().meta({ description: "Counted reports; null means fewer than 5." }),
  })
  .meta({ id: "Place" });

export const received = z
  .object({
    received: count,
    counted: count.meta({
      description: "Problems, and answers that it works or is back. `total` of an incident is of the problems alone.",
    }),
    repeats: count.meta({ description: "Same reporter and service within 60 minutes." }),
    setAside: count.meta({ description: "Excluded with a reason." }),
  })
  .meta({ id: "Received", description: "Every received report is exactly one of counted, repeat, set aside." });

const localTime = z
  .string()
  .regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d[+-]\d\d:\d\d$/)
  .optional()
  .meta({ description: "The same moment in the zone asked for by `tz`, with its offset." });

export const point = z
  .object({
    minute,
    localTime,
    reports: count.meta({ description: "Counted problem reports. Never a count of users." }),
    expected: expectation.meta({ description: "Expected reports of this step; null without a baseline." }),
    low: expectation,
    high: expectation,
    works: count,
    setAside: count,
    networks: count.meta({
      description:
        "Of the counted reports, the first of their network (address block) within the hour: the detector's unit. Longer steps add up their minutes.",
    }),
  })
  .meta({ id: "SeriesPoint" });

export const series = z
  .object({
    from: minute,
    to: minute.meta({ description: "Exclusive. The last step may still be counting." }),
    stepMinutes: z.int(),
    expectedFrom: z.enum(["now", "record"]).meta({
      description:
        "What `expected`, `low` and `high` follow from: what is normal as learned by now, or what the incident was judged by. The two differ where more was learned since.",
    }),
    points: z.array(point).meta({
      description:
        "Steps in which nobody could report to this instance, and those that have not begun, are left out: unknown, not zero.",
    }),
  })
  .meta({ id: "Series" });

export const facetSeries = z
  .object({
    from: minute,
    to: minute,
    stepMinutes: z.int(),
    facet: z.enum(FACETS),
    points: z.array(z.object({ minute, localTime, key: z.string(), reports: count.nullable() })).meta({
      description: "Steps and keys without reports are left out. Of a place, null means fewer than 5.",
    }),
  })
  .meta({ id: "FacetSeries" });

const total = count.meta({ description: "Counted problem reports from the start to the end, or to asOf." });

export const incident = z
  .object({
    id: incidentId,
    service: serviceName,
    level: stateKey,
    started: minute,
    opened: minute,
    escalated: minute.nullable().meta({ description: "When its level was raised, the last time." }),
    ended: z
      .object({ from: minute, to: minute })
      .nullable()
      .meta({ description: "The end as an interval; null while it lasts." }),
    resolved: minute
      .nullable()
      .meta({ description: "Since when that end is on record, which is found afterwards; null while it lasts." }),
    corrected: minute
      .nullable()
      .meta({ description: "Since when an operator calls it a false alarm; null for all others." }),
    peak15: count.meta({ description: "Highest count in one UTC-aligned quarter of an hour." }),
    peak15Minute: minute.nullable(),
    total,
  })
  .meta({ id: "Incident" });

export const stateSince = minute.nullable().meta({
  description:
    "Since when the state holds; of a service with an open incident the start of that incident, and after one the later bound of its end.",
});

export const missed15 = count.meta({
  description: "Minutes of the last 15 in which nobody could report to this instance: `reports15` lacks them.",
});

export const serviceRow = z
  .object({
    slug,
    name: z.string(),
    category: z.string(),
    state: stateKey,
    since: stateSince,
    incidentId: incidentId.nullable(),
    reports15: count.meta({ description: "Counted problem reports of the last 15 minutes, the running one included." }),
    expected15: expectation,
    topProblem: share
      .nullable()
      .meta({ description: "What is named most in the last 15 minutes; null while the state is normal." }),
  })
  .meta({ id: "ServiceRow" });

export const serviceInfo = z
  .object({
    slug,
    name: z.string(),
    category: z.object({ key: z.string(), name: z.string() }),
    network: z.boolean().meta({ description: "A carrier or internet provider: its outage can keep reporters away." }),
    country: z.string().nullable(),
    statusUrl: z.string().nullable(),
    retired: z
      .boolean()
      .meta({ description: "It has left the catalogue: its past stays readable, it takes no reports." }),
    parent: serviceName.nullable(),
    problems: z.array(z.object({ key: z.string(), label: z.string() })),
  })
  .meta({ id: "ServiceInfo" });

export const incidentEvent = z
  .object({
    seq: z.int(),
    minute,
    kind: z.enum(["opened", "escalated", "peaked", "recovering", "resolved", "corrected"]),
    reason: z.string(),
  })
  .meta({ id: "IncidentEvent" });

export const officialUpdate = z
  .object({
    minute: minute.meta({ description: "The company's own time." }),
    known: minute.meta({ description: "Since when it is on record here." }),
    text: z.string(),
    url: z.string().nullable(),
  })
  .meta({ id: "OfficialUpdate", description: "What the company itself says. Never in the counts." });

const PEAK15 =
  "Highest count in one UTC-aligned quarter of an hour. One that began before the incident's start holds reports from before it: then it can be larger than the total.";

export const revision = z
  .object({
    minute: minute.meta({ description: "Since when it is on record: `?asof=` of it shows the record as it was." }),
    kind: z.enum(["opened", "escalated", "peaked", "recovering", "resolved", "corrected", "company"]),
    total: count.meta({ description: "Counted problem reports from the start to then." }),
    peak15: count.meta({ description: PEAK15 }),
  })
  .meta({ id: "Revision", description: "A change of a record." });

export const figures = z
  .object({
    peak15: z.object({ reports: count, from: minute }).nullable().meta({ description: PEAK15 }),
    peak1: z.object({ reports: count, minute }).nullable(),
    total,
    ratio: z.number().nullable().meta({
      description:
        "Peak 15 min over what is expected in that quarter; null where less than 1 is expected, and while that quarter runs.",
    }),
    expected15: expectation,
    firstFlag: minute.meta({ description: "When the state left normal." }),
    began: z.object({ median: minute, reports: count }).nullable().meta({
      description:
        "When reporters say that it began: half of those who say name this minute or an earlier one. Null below 20.",
    }),
    worksPercent: percent.nullable().meta({ description: "works / (works + problem); null below 20 answers." }),
    received,
    setAsideReasons: z.array(z.object({ reason: z.string(), reports: count })),
  })
  .meta({ id: "Figures" });

export const togetherService = z
  .object({
    slug,
    name: z.string(),
    state: stateKey.meta({ description: "The highest that it reached; `possible` at most when it only rose." }),
    incidentId: incidentId.nullable(),
    began: minute.meta({ description: "When its reports began to rise; to five minutes where it has no incident." }),
    peak15: count.meta({ description: "Highest 15 minutes of that time; all on one absolute scale." }),
    expected15: expectation,
  })
  .meta({ id: "TogetherService" });

export const cause = z
  .object({
    kind: z.enum(["carrier", "parent"]),
    supplier: togetherService,
    services: z.array(togetherService).meta({ description: "In the order in which they began." }),
  })
  .meta({
    id: "PossibleCause",
    description: "A supplier whose reports rose while those of several services that may rest on it did.",
  });

export const cursor = z
  .string()
  .nullable()
  .meta({ description: "Give it as `cursor` for the next page; null at the end." });

export { count, incidentId, minute, percent, serviceName, slug };
