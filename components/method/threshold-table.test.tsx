import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { COUNTING_RULES, privacyRules } from "#components/method/counting-rules.ts";
import { ThresholdTable } from "#components/method/threshold-table.tsx";
import { SCAN_WINDOWS, THRESHOLDS, THRESHOLDS_VERSION } from "#lib/detection/thresholds.ts";
import { limits } from "#lib/reports/limits.ts";

describe("the method page", () => {
  it("prints every number of the detector with its unit and what it prevents", () => {
    const page = renderToStaticMarkup(<ThresholdTable />)
      .replaceAll("&#x27;", "'")
      .replaceAll("&quot;", '"');
    for (const { value, meaning } of Object.values(THRESHOLDS)) {
      expect(page).toContain(`${value} `);
      expect(page).toContain(
        meaning.replaceAll("`", "").replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;"),
      );
    }
    expect(page).toContain(`Version ${THRESHOLDS_VERSION}`);
    expect(page).toContain(SCAN_WINDOWS.join(", "));
  });

  it("prints the limits that the program counts by", () => {
    const text = COUNTING_RULES.map((rule) => rule.text).join(" ");
    for (const limit of [limits.repeatMinutes, limits.reportersPerAddress, limits.reportersPerNetwork]) {
      expect(text).toMatch(new RegExp(`\\b${limit}\\b`));
    }
  });

  it("name the provider and the digests among what is kept of a report, and say which counts stay and which go", () => {
    const rules = new Map(privacyRules(12).map(({ term, text }) => [term, text]));
    expect(rules.get("Kept for each report")).toMatch(/provider.*digests of address and address block/);
    expect(rules.get("For how long")).toMatch(
      /counts by internet provider after 48 hours.*those by problem and place too/,
    );
  });

  it("says for how long this instance keeps single reports", () => {
    expect(
      privacyRules(12)
        .map((rule) => rule.text)
        .join(" "),
    ).toContain("deleted after 12 days");
  });
});
