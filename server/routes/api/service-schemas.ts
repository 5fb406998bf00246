import { z } from "zod";
import {
  count,
  expectation,
  incidentId,
  minute,
  serviceName,
  share,
  slug,
  stateKey,
} from "#server/routes/api/schemas.ts";

const gate = z.boolean();

export const verdict = z
  .object({
    minute: minute.meta({ description: "The judged minute." }),
    state: z.enum(["unknown", "normal", "possible", "unconfirmed", "outage"]),
    finding: z.string().meta({ description: "What this minute's counts say by themselves." }),
    country: z.string().nullable().meta({
      description: "The country whose own counts decided (ISO 3166-1 alpha-2); null when it was the whole service's.",
    }),
    window: z.int().meta({
      description:
        "Minutes of the window that decided, ending with the judged one; 15 where none stands out, and while an outage is followed.",
    }),
    observed: z.number().meta({ description: "Counted reports in it." }),
    networks: z.number().meta({ description: "Of these, the first of their network within the hour." }),
    expected: expectation.meta({
      description:
        "Reports expected in it as the day goes, with late reports of an outage; null where nothing is known yet.",
    }),
    usual: expectation.meta({ description: "Reports that are usual in it, as `expected` of the series has them." }),
    basis: z.string().meta({ description: "What the expectation rests on." }),
    evidence: z.number().meta({
      description:
        "Evidence against chance, in nats, of the window of the scan that says most: `window`, where that stands out by its networks.",
    }),
    threshold: z.number().meta({ description: "Evidence that `outage` asks of that window." }),
    gates: z.object({ evidence: gate, size: gate, diversity: gate, ownRise: gate, notTail: gate, lasting: gate }).meta({
      description:
        "The tests, true where passed. `evidence`: a window that is large enough (`size`) has at least what `possible` asks.",
    }),
    thresholds: z.int().meta({ description: "Version of the detector's numbers." }),
  })
  .meta({ id: "Verdict", description: "The numbers of a judgement, and which tests it passed." });

export const stateSince = minute.nullable().meta({
  description:
    "Since when the state holds; of a service with an open incident the start of that incident, and after one the later bound of its end.",
});

export const missed15 = count.meta({
  description: "Minutes of the last 15 in which nobody could report to this instance: `reports15` lacks them.",
});

export const reports15 = count.meta({
  description: "Counted problem reports of the last 15 minutes, the running one included.",
});

export const expected15 = expectation.meta({
  description: "Reports that are usual in these 15 minutes; null where nothing is known yet.",
});

export const serviceRow = z
  .object({
    slug,
    name: z.string(),
    category: z.string(),
    state: stateKey,
    since: stateSince,
    incidentId: incidentId.nullable(),
    reports15,
    expected15,
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
