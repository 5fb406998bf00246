import { describe, expect, it } from "vitest";
import { addMinutes } from "#lib/buckets/minute.ts";
import { type Closed, NO_MEMORY } from "#lib/detection/memory.ts";
import { closedAgo } from "#lib/detection/testing/episode.ts";
import { flatBaseline, NOON } from "#lib/detection/testing/minutes.ts";
import { NO_SERVICE_MEMORY } from "#lib/incidents/service-memory.ts";
import { surroundings, type Watched } from "#lib/incidents/watch.ts";

const BEFORE = 240;
const frame = { from: addMinutes(NOON, -BEFORE), known: Array.from({ length: BEFORE + 1 }, () => true) };

/** Ten services, each with a network a minute in the last quarter of an hour that reports twice, where a tenth is usual. */
const rising = Array.from({ length: 10 }, (_, id): Watched => {
  const networks = Array.from({ length: BEFORE + 1 }, (_, i) => (i > BEFORE - 15 ? 1 : 0));
  return {
    kin: { id, slug: `s${id}`, name: `S${id}`, category: "games", parentId: null, isNetwork: false },
    baseline: flatBaseline(0.1),
    countries: [],
    since: null,
    reportedAt: null,
    reports: networks.map((count) => 2 * count),
    networks,
    sourcesAt: () => null,
    incidentIds: [],
    memory: NO_SERVICE_MEMORY,
  };
});

const closed = closedAgo(10);

describe("small rises of all services", () => {
  const risesAfter = (ended: Closed | null) => {
    const memory = { ...NO_SERVICE_MEMORY, detection: { ...NO_MEMORY, closed: ended } };
    return surroundings(
      rising.map((service) => ({ service, memory })),
      frame,
      NOON,
    ).rises.smallRises;
  };

  it("are a script's where they repeat their networks", () => {
    expect(risesAfter(null)).toBe("few-senders");
  });

  it("are none where they are the late reports of outages that ended shortly before", () => {
    expect(risesAfter(closed)).toBe("few");
  });

  it("are again, where what ended was a false alarm, or ended hours ago", () => {
    expect(risesAfter({ ...closed, corrected: true, level: "possible" })).toBe("few-senders");
    expect(risesAfter({ ...closed, closed: addMinutes(NOON, -121) })).toBe("few-senders");
  });
});
