import { strFromU8, unzipSync } from "fflate";
import { describe, expect, it } from "vitest";
import { dataNotice } from "#lib/publish/data-licence.ts";
import { incidentArchive } from "#lib/publish/incident-archive.ts";
import { SERIES_COLUMNS } from "#lib/publish/series-csv.ts";

const parts = {
  title: "Reports of problems with ChatGPT",
  asOf: Date.UTC(2024, 10, 9, 0, 34),
  csv: "minute_utc,reports\r\n2024-11-09T00:03Z,7\r\n",
  record: { asOf: "2024-11-09T00:34:00.000Z", figures: { total: 7 } },
  notice: dataNotice("Groundswell", "https://outages.example.org/incidents/x", "demo"),
};

function open(archive: Uint8Array): Record<string, string> {
  return Object.fromEntries(Object.entries(unzipSync(archive)).map(([name, bytes]) => [name, strFromU8(bytes)]));
}

describe("the archive of an incident", () => {
  it("holds the reports, the record and what they mean", () => {
    const files = open(incidentArchive(parts));
    expect(Object.keys(files)).toEqual(["README.txt", "metadata.json", "reports.csv"]);
    expect(files["reports.csv"]).toBe(parts.csv);
    expect(JSON.parse(files["metadata.json"] ?? "")).toMatchObject(parts.record);
  });

  it("explains every column, names the licence, and says that demo data is no news", () => {
    const readme = open(incidentArchive(parts))["README.txt"] ?? "";
    for (const { name, meaning } of SERIES_COLUMNS) expect(readme).toContain(`- ${name}: ${meaning}`);
    expect(readme).toContain("CC BY 4.0, https://creativecommons.org/licenses/by/4.0/");
    expect(readme).toContain("As of 2024-11-09T00:34:00.000Z");
    expect(readme).toContain("not a count of users affected");
    expect(readme).toContain("Demonstration");
    expect(readme).toContain("counted holds the answers that it works or is back, which total does not");
    expect(readme).toContain("fell back to what is usual, or to a small part of their peak");
  });

  it("of the same record is the same, byte by byte", () => {
    expect(incidentArchive(parts)).toEqual(incidentArchive(parts));
  });
});
