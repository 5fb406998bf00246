import { strToU8, zipSync } from "fflate";
import type { DataNotice } from "#lib/publish/data-licence.ts";
import { SERIES_COLUMNS } from "#lib/publish/series-csv.ts";

export interface ArchiveParts {
  readonly title: string;
  /** Milliseconds since the epoch. */
  readonly asOf: number;
  readonly csv: string;
  /** The record as the API gives it. */
  readonly record: object;
  readonly notice: DataNotice;
}

/** One date for all files, the first that the format knows: the same record must give the same archive. */
const MTIME = "1980-01-01T00:00:00";

function readme({ title, asOf, notice }: ArchiveParts): string {
  const columns = SERIES_COLUMNS.map(({ name, meaning }) => `- ${name}: ${meaning}`);
  return [
    title,
    `As of ${new Date(asOf).toISOString()}`,
    ...(notice.notice === null ? [] : ["", notice.notice]),
    "",
    `Source: ${notice.source}, ${notice.address}`,
    `Licence: ${notice.licence.name}, ${notice.licence.url}. Name the source and link to it.`,
    "",
    notice.definition,
    "",
    "reports.csv: the reports over time (RFC 4180, UTF-8). Steps in which nobody could report are missing, and the one that was still counting.",
    ...columns,
    "",
    "metadata.json: the whole record with its figures, shares, places and the reason of every change.",
    "- peak15: highest count in one UTC-aligned quarter of an hour; one that began before the start holds reports from before it; in `missed` of its minutes nobody could report. peak1: highest count in one minute.",
    "- total: counted problem reports from the incident's start to its end, or to asOf.",
    "- ratio: peak15 divided by what is expected in that quarter; null where less than one report is expected, while that quarter still runs, and where half or more of it was missed.",
    "- firstFlag: the minute in which the incident was opened; ended: the interval in which reports fell back to what is usual, or to a small part of their peak.",
    "- began: when reporters say that it began; half of those who say name the median or an earlier minute.",
    "- received: every report received is exactly one of counted, repeat and set aside. counted holds the answers that it works or is back, which total does not.",
    "",
  ].join("\n");
}

/** Everything about an incident in one ZIP file: CSV, record and what they mean. */
export function incidentArchive(parts: ArchiveParts): Uint8Array<ArrayBuffer> {
  const metadata = JSON.stringify({ ...parts.notice, ...parts.record }, null, 2);
  const files = { "README.txt": readme(parts), "metadata.json": metadata, "reports.csv": parts.csv };
  const entries = Object.entries(files).map(([name, text]) => [name, strToU8(text)]);
  return zipSync(Object.fromEntries(entries), { level: 6, mtime: MTIME });
}
