import { asMinute } from "#lib/buckets/minute.ts";
import type { Kin } from "#lib/incidents/larger.ts";
import type { Riser } from "#lib/incidents/together.ts";

const START = 28_850_000;

type Change = Partial<Omit<Riser, "kin" | "began">> & { readonly kin?: Partial<Kin>; readonly after?: number };

/** A service in an outage that began `after` minutes. Each id is a service of its own. */
export function riser(id: number, { kin, after = 0, ...change }: Change = {}): Riser {
  const slug = `service-${id}`;
  return {
    kin: { id, slug, name: `Service ${id}`, category: "games", parentId: null, isNetwork: false, ...kin },
    state: "outage",
    incidentId: `2024-11-09-${slug}`,
    began: asMinute(START + after),
    peak15: 100,
    expected15: 5,
    ...change,
  };
}
