import { describe, expect, it } from "vitest";
import { citeIncident, citeService } from "#lib/publish/citation.ts";
import { LANGUAGES } from "#lib/publish/language.ts";
import { incidentFacts } from "#lib/publish/testing/incident-facts-fixture.ts";
import { POISONED_NAMES } from "#lib/publish/testing/poisoned-names.ts";
import { wordsOf } from "#lib/publish/words-of.ts";

const CHATGPT = { name: "ChatGPT", slug: "chatgpt" };
const SOURCE = { instance: "Groundswell", publicUrl: "https://outages.example" };

describe("a citation", () => {
  it.each(LANGUAGES)("in %s names UTC time, licence and the address that never changes", (language) => {
    const { short, full, bibtex } = citeIncident(incidentFacts(), language, "Asia/Tokyo", SOURCE);
    const address = "https://outages.example/incidents/2024-11-09-chatgpt?asof=2024-11-09T03:00Z";
    expect(short).toContain("2024-11-09T03:00Z");
    expect(full).toContain(`${address} (CC BY 4.0)`);
    expect(full).toContain("UTC+9");
    expect(bibtex).toContain(`url = {${address}}`);
  });

  it.each(LANGUAGES.flatMap((language) => (["demo", "replay"] as const).map((mode) => [mode, language] as const)))(
    "of a %s says in each of its forms that it is no news, in %s",
    (mode, language) => {
      const notice = wordsOf(language).embed.chart.notices[mode];
      const forms = Object.values(citeIncident(incidentFacts({ mode }), language, "UTC", SOURCE));
      expect(forms).toHaveLength(3);
      for (const form of forms) expect(form).toContain(notice);
      expect(Object.values(citeIncident(incidentFacts(), language, "UTC", SOURCE)).join()).not.toContain(notice);
    },
  );

  it("says one time only where the zone is UTC", () => {
    expect(citeIncident(incidentFacts(), "en", "UTC", SOURCE).full).toBe(
      "Groundswell: ChatGPT, 9 November 2024, as of 2024-11-09T03:00Z. https://outages.example/incidents/2024-11-09-chatgpt?asof=2024-11-09T03:00Z (CC BY 4.0)",
    );
  });

  it.each([...POISONED_NAMES, ["an end of a field", "x}, url = {https://evil.example"] as const])(
    "in BibTeX keeps a name with %s inside its field",
    (_, name) => {
      const { bibtex } = citeIncident(incidentFacts({ service: { name } }), "en", "UTC", SOURCE);
      expect(bibtex.split("\n")).toHaveLength(7);
      expect(bibtex.match(/^ {2}title = \{[^{}\\]*\},$/m)).not.toBeNull();
    },
  );
});

describe("the citation of a service's page", () => {
  it("names the minute that it showed", () => {
    const cite = (mode: "live" | "demo") => citeService(CHATGPT, "2024-11-09T00:30Z", "https://outages.example", mode);
    expect(cite("live")).toBe(
      "Reports of problems with ChatGPT, as of 2024-11-09T00:30Z. https://outages.example/status/chatgpt (CC BY 4.0)",
    );
    expect(cite("demo")).toMatch(/^Reports of problems with ChatGPT \(Demo data, not news\), as of/);
  });
});
