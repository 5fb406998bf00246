import { describe, expect, it } from "vitest";
import { asMinute, parseMinute } from "#lib/buckets/minute.ts";
import { incidentId } from "#lib/incidents/incident-id.ts";

const started = parseMinute("2024-11-09T00:03Z") ?? asMinute(0);

describe("the id of an incident", () => {
  it.each([
    ["is the UTC date of its start and the service", [], "2024-11-09-chatgpt"],
    ["is numbered when the day has had one", ["2024-11-09-chatgpt"], "2024-11-09-chatgpt--2"],
    ["counts on", ["2024-11-09-chatgpt", "2024-11-09-chatgpt--2"], "2024-11-09-chatgpt--3"],
    ["minds only its own day", ["2024-11-08-chatgpt", "2024-11-08-chatgpt--2"], "2024-11-09-chatgpt"],
  ])("%s", (_, taken, id) => {
    expect(incidentId(started, "chatgpt", taken)).toBe(id);
  });

  it("is never the one of a service whose slug ends in a number", () => {
    const second = incidentId(started, "path-of-exile", [incidentId(started, "path-of-exile", [])]);
    expect(second).not.toBe(incidentId(started, "path-of-exile-2", []));
  });
});
