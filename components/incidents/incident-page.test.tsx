import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { PAGE_CHART, RECORD_CHART, WIDE_CHART } from "#components/chart/chart-size.ts";
import { IncidentPage } from "#components/incidents/incident-page.tsx";
import type { IncidentSnapshot } from "#lib/live/incident-snapshot.ts";
import type { Language } from "#lib/publish/language.ts";
import { at } from "#lib/publish/testing/chart-fixtures.ts";
import { incidentSnapshot } from "#lib/publish/testing/snapshot-fixtures.ts";

const INSTANCE = { instance: "Groundswell", publicUrl: "https://outages.example" };

function html(
  change: Partial<IncidentSnapshot> = {},
  isFrozen = false,
  print: { readonly language?: Language; readonly timeZone?: string } = {},
): string {
  const snapshot = incidentSnapshot(change);
  return renderToStaticMarkup(<IncidentPage snapshot={snapshot} isFrozen={isFrozen} {...INSTANCE} {...print} />);
}

/** The words of a page, as they are read. */
function words(markup: string): string {
  return markup.replace(/<[^>]+>/g, "").replaceAll("\u00a0", " ");
}

/** The figure with this label: its value and its definition. */
function figure(markup: string, label: string): string | undefined {
  return [...markup.matchAll(/<dt[^>]*>([^<]*)<\/dt>(.*?)<\/div>/gs)]
    .filter(([, name]) => name === label)
    .map(([, , rest]) => words(rest ?? ""))[0];
}

const { figures, incident } = incidentSnapshot();

describe("an incident's record", () => {
  it("prints every figure with what it means", () => {
    const page = html();
    expect(figure(page, "Peak, 15 minutes")).toMatch(/^19,043Problem reports, .*UTC-aligned quarter of an hour/);
    expect(figure(page, "Peak, 1 minute")).toMatch(/^1,400/);
    expect(figure(page, "Total")).toMatch(/^48,210Counted problem reports.*Not a count of people/);
    expect(figure(page, "Against normal")).toMatch(
      /^about 312 times.*expected in that quarter of an hour \(about 61\)/,
    );
  });

  it("gives the end as an interval", () => {
    expect(figure(html(), "End")).toMatch(/02:10–02:35 UTC/);
    expect(figure(html({ incident: { ...incident, ended: null } }), "End")).toMatch(/^not yetOngoing for/);
  });

  it("says what the chart shows as a table, too", () => {
    const [table = ""] = /<summary[^>]*>The numbers as a table.*?<\/table>/s.exec(html()) ?? [];
    expect(words(table)).toMatch(/Reports per [^,]+, from the time given; as of/);
    expect(table.match(/<th scope="row"/g)?.length).toBeGreaterThan(9);
  });

  it.each([
    ["a small window", WIDE_CHART, ` sm:aspect-[${PAGE_CHART.width}/${PAGE_CHART.height}]`],
    ["a desktop", RECORD_CHART, ` lg:aspect-[${RECORD_CHART.width}/${RECORD_CHART.height}]`],
  ])(
    "draws its chart for the width that %s gives it too, in the proportions of the place that is kept for it",
    (_, { width, height }, kept) => {
      expect(html()).toContain(`viewBox="0 0 ${width} ${height}"`);
      expect(html()).toContain(kept);
      const [, across, down] = /\[(\d+)\/(\d+)\]/.exec(kept) ?? [];
      expect(width / height).toBe(Number(across) / Number(down));
    },
  );

  it("leaves out what is not known, and never guesses it", () => {
    const page = html({ figures: { ...figures, ratio: null, peak1: null, worksPercent: null } });
    for (const label of ["Against normal", "Peak, 1 minute", "Works for me"])
      expect(figure(page, label)).toBeUndefined();
    expect(figure(html({ figures: { ...figures, worksPercent: 12 } }), "Works for me")).toMatch(/^12 %/);
  });

  it("offers its files, and a frozen record those of its minute", () => {
    expect(html()).toContain('href="/incidents/2024-11-09-chatgpt.zip"');
    expect(html()).toContain('href="/incidents/2024-11-09-chatgpt.png?imType=print"');
    const frozen = html({}, true);
    expect(frozen).toContain('href="/incidents/2024-11-09-chatgpt.csv?asof=2024-11-11T03:35Z"');
    expect(frozen).toContain('href="/incidents/2024-11-09-chatgpt.png?asof=2024-11-11T03:35Z&amp;imType=square"');
  });

  it("offers its embed in the language and zone that were chosen, and a frozen record the one of its minute", () => {
    const path = "/embed/incidents/2024-11-09-chatgpt";
    expect(html()).toContain(`<a href="${path}">See the embed</a>`);
    const chosen = "?asof=2024-11-11T03:35Z&amp;lang=de&amp;tz=Europe/Berlin";
    const frozen = html({}, true, { language: "de", timeZone: "Europe/Berlin" });
    expect(frozen).toContain(`<a href="${path}${chosen}">See the embed</a>`);
    expect(frozen.replaceAll("&amp;amp;", "&amp;")).toContain(`https://outages.example${path}${chosen}&quot;`);
  });

  it("gives the reason of every change, in order", () => {
    const events = [
      { seq: 1, minute: incident.opened, kind: "opened" as const, reason: "62 reports in one minute." },
      { seq: 2, minute: incident.opened, kind: "corrected" as const, reason: "Counted twice by mistake." },
    ];
    expect(words(html({ events }))).toMatch(
      /Opened\. 62 reports in one minute\..*Corrected\. Counted twice by mistake\./,
    );
  });

  it("says at its top that it was a false alarm, since when and why, and keeps its figures", () => {
    const corrected = at("2024-11-09T03:00Z");
    const page = html({
      incident: { ...incident, corrected },
      correction: { minute: corrected, reason: "One loud room." },
    });
    expect(words(page)).toMatch(
      /^This was a false alarm\. It is on record as one since .*03:00 UTC.*One loud room\..*False alarm: reports about ChatGPT/,
    );
    expect(figure(page, "Peak, 15 minutes")).toMatch(/^19,043/);
    expect(words(page)).not.toContain("Problems with ChatGPT:");
  });

  it("says when reporters say that it began, once enough of them do", () => {
    const began = { median: at("2024-11-09T00:02Z"), reports: 34 };
    expect(words(html({ figures: { ...figures, began } }))).toMatch(
      /34 of the counted reports also say when it began: half of them .*00:02.* or earlier/,
    );
    expect(words(html())).not.toContain("also say when it began");
  });

  it("says so where no report names a problem or has a known country, and has no empty list", () => {
    const page = html({ problems: [], places: [] });
    expect(words(page)).toMatch(
      /What people reported.*No report names a problem\.Where from.*No counted report has a known country\./,
    );
    expect(page).not.toMatch(/<ul[^>]*><\/ul>/);
  });

  it("says why reports were set aside", () => {
    const setAsideReasons = [
      { reason: "network-cap", reports: 200 },
      { reason: "of-tomorrow", reports: 100 },
    ];
    expect(words(html({ figures: { ...figures, setAsideReasons } }))).toContain(
      "set aside 300 (200 too many reporters of one network; 100 of-tomorrow)",
    );
  });

  it("cites an address that will always show the same, and says so when it is open", () => {
    expect(html()).toContain(`https://outages.example/incidents/${incident.id}?asof=2024-11-11T03:35Z`);
    expect(words(html())).not.toContain("it stays like");
    expect(words(html({}, true))).toContain("This is what was known at");
  });
});
