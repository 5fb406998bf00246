import { describe, expect, it } from "vitest";
import { factsOf } from "#lib/publish/incident-facts.ts";
import { at } from "#lib/publish/testing/chart-fixtures.ts";
import { incidentSnapshot } from "#lib/publish/testing/snapshot-fixtures.ts";

describe("the facts of an incident", () => {
  it("are what the record says, and no more of it", () => {
    const snapshot = incidentSnapshot();
    const { figures, problem, companyFirst } = factsOf(snapshot);
    expect(figures.peak15).toEqual(snapshot.figures.peak15);
    expect(problem).toEqual({ key: "login", label: "Login", percent: 62 });
    expect(companyFirst).toBeNull();
    expect(JSON.stringify(factsOf(snapshot)).length).toBeLessThan(700);
  });

  it("have no problem where none was named, and the company's first word where there are several", () => {
    const said = (text: string) => ({ minute: at(text), known: at(text), text, url: null });
    const official = [said("2024-11-09T00:21Z"), said("2024-11-09T00:40Z")];
    const facts = factsOf(incidentSnapshot({ problems: [], official }));
    expect(facts.problem).toBeNull();
    expect(facts.companyFirst).toBe(at("2024-11-09T00:21Z"));
  });
});
